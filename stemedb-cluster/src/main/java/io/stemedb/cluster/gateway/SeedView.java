package io.stemedb.cluster.gateway;

import java.util.SortedSet;

/**
 * A seed that never answered.
 *
 * @param seed address at which calls of nodes would be taken
 * @param countedBy nodes that counted it until now
 * @param unreachable nodes of which that is not known; if they have it in their configuration, they still count it
 */
public record SeedView(String seed, SortedSet<String> countedBy, SortedSet<String> unreachable) {}
