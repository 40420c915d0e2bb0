package io.stemedb.cluster.change;

import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.situation.Situation;
import java.util.Map;
import java.util.Objects;

/** How many bytes are to be copied, about: as nodes say how large their copies are. Pure. */
final class CopyBytes {
    private CopyBytes() {}

    /** Of the largest copy of a shard. */
    static long largest(Situation now, int shard) {
        return now.copies().values().stream()
                .map(copies -> copies.get(shard))
                .filter(Objects::nonNull)
                .mapToLong(CopyState::bytes)
                .max()
                .orElse(0);
    }

    /** What a node lacks of a shard: how many bytes more the largest copy has, unless it has all. */
    static long lacking(Situation now, int shard, String node) {
        if (now.canRead(node, shard)) {
            return 0;
        }
        CopyState own = now.copies().getOrDefault(node, Map.of()).get(shard);
        return largest(now, shard) - (own == null ? 0 : own.bytes());
    }

    /** What all who are to keep a shard lack of it; it becomes less while they copy. */
    static long lacking(Situation now, int shard) {
        return now.holders(shard).stream()
                .mapToLong(node -> lacking(now, shard, node))
                .sum();
    }
}
