package io.stemedb.cluster.placement;

import java.util.List;

/**
 * What is to change.
 *
 * @param target all lists once every step is done
 * @param steps ordered by shard; they do not depend on each other
 */
public record Plan(HolderLists target, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }
}
