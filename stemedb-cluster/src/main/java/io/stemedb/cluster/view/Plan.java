package io.stemedb.cluster.view;

import java.util.List;

/**
 * What a change would do.
 *
 * @param plan in the order in which it is done
 * @param refusals what speaks against it; what stays so though it is forced says so
 */
public record Plan(List<String> plan, List<String> refusals) {}
