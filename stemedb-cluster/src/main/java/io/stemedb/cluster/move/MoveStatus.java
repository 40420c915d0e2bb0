package io.stemedb.cluster.move;

import io.stemedb.cluster.situation.Situation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far the moves of a shard are, as operators see it. */
public enum MoveStatus {
    /** A node that is to have a copy cannot make it now. */
    FAILED,
    /** A node makes a copy. */
    FILLING,
    /** All who are to have a copy have one, and one that is not to have it any more has not let go of it. */
    HANDING_OVER,
    /** The shard is to be moved once others are. */
    QUEUED,
    /** Nothing is to be moved. */
    IDLE;

    /**
     * As one node sees it.
     *
     * @param waiting shards that a plan has steps for
     * @param unable live nodes that take no copies now
     */
    public static MoveStatus of(Situation now, int shard, Set<Integer> waiting, Set<String> unable) {
        List<String> holders = now.holders(shard);
        List<String> lacking =
                holders.stream().filter(node -> !now.seen(node, shard).filled()).toList();
        if (lacking.stream().anyMatch(node -> !now.liveMembers().contains(node) || unable.contains(node))) {
            return FAILED;
        }
        if (!lacking.isEmpty()) {
            return FILLING;
        }
        boolean isFull =
                holders.size() >= Math.min(now.factor(), now.members().members().size());
        if (isFull && isKeptBySomebodyElse(now, shard)) {
            return HANDING_OVER;
        }
        return waiting.contains(shard) ? QUEUED : IDLE;
    }

    private static boolean isKeptBySomebodyElse(Situation now, int shard) {
        return now.liveMembers().stream()
                .anyMatch(node -> !now.holders(shard).contains(node)
                        && now.seen(node, shard).filled());
    }

    /** As it stands on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
