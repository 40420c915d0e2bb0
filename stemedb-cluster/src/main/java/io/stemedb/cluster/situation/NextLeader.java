package io.stemedb.cluster.situation;

import java.util.Optional;

/** Says who could lead a shard in the place of its leader. Pure. */
public final class NextLeader {
    private NextLeader() {}

    /** The first other holder that can be had lead it: one that drains is about to give its places away. */
    public static Optional<String> of(Situation now, int shard) {
        Optional<String> leader = now.leader(shard);
        return now.holders(shard).stream()
                .filter(node -> now.liveMembers().contains(node)
                        && now.seen(node, shard).filled()
                        && !now.facts().draining().contains(node))
                .filter(node -> leader.filter(node::equals).isEmpty())
                .findFirst();
    }
}
