package io.stemedb.cluster.situation;

import java.util.SortedSet;
import java.util.TreeSet;

/** Says which nodes are still getting copies of shards. Pure. */
public final class Takers {
    private Takers() {}

    /** Live members that have yet to get all of a shard that they are to keep. */
    public static SortedSet<String> of(Situation now) {
        SortedSet<String> takers = new TreeSet<>(now.liveMembers());
        takers.removeIf(node -> now.shardsOf(node).stream().allMatch(shard -> now.canRead(node, shard)));
        return takers;
    }
}
