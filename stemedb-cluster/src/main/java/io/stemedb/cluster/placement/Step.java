package io.stemedb.cluster.placement;

import java.util.List;

/**
 * One shard gets another list. There is at most one step for a shard in a plan.
 *
 * @param why the first reason, in the order of {@link Why}, if there are several
 */
public record Step(int shard, List<String> before, List<String> after, Why why) {
    public Step {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** How many copies have to be made for it. */
    public long copies() {
        return after.stream().filter(node -> !before.contains(node)).count();
    }
}
