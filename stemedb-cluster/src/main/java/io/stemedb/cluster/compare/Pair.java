package io.stemedb.cluster.compare;

import java.util.SortedSet;

/** Two nodes, and the shards that both should have all of. */
public record Pair(String one, String other, SortedSet<Integer> shards) {}
