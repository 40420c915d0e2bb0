package io.stemedb.cluster.operations;

import io.stemedb.assertion.PathHash;
import io.stemedb.merkle.Roots;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.ShardState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A shard as it is shown; the names are wire contract, in snake case. */
public record ShardView(
        String id,
        String leaderNode,
        List<ReplicaView> replicas,
        long assertionCount,
        long sizeBytes,
        String rebalanceStatus,
        String pinnedTo,
        LoadView load) {

    /**
     * A copy of a shard.
     *
     * @param state {@code filled}, {@code damaged} or {@code lost}; of another node {@code filled}, {@code filling} or
     *     {@code unknown}
     * @param root what was claimed adds up to it; null unless it is filled
     * @param recordRoot every stored byte adds up to it
     * @param lagSeconds how far it is behind, to the millisecond
     * @param error why little is known of it; null if nothing is wrong
     */
    public record ReplicaView(
            String nodeId,
            String role,
            String state,
            String root,
            String recordRoot,
            long sizeBytes,
            long assertionCount,
            double lagSeconds,
            String error) {}

    /** How much a shard is asked and takes of late, at all nodes together; null if that is not counted. */
    public record LoadView(double readsPerSecond, double writesPerSecond) {
        double sum() {
            return readsPerSecond + writesPerSecond;
        }
    }

    /** In which order shards are shown. */
    public enum Order {
        /** By their numbers. */
        ID,
        /** The busiest one first. */
        LOAD;

        /**
         * As clients write it.
         *
         * @param name null for the usual one
         * @throws StemeException malformed
         */
        public static Order of(String name) {
            for (Order order : values()) {
                if (name == null || order.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return order;
                }
            }
            throw StemeException.malformed("/sort", "must be id or load");
        }

        /** The shards in this order. */
        public List<ShardView> sorted(List<ShardView> shards) {
            Comparator<ShardView> busy = Comparator.comparingDouble(
                    shard -> shard.load() == null ? 0 : shard.load().sum());
            return this == ID ? shards : shards.stream().sorted(busy.reversed()).toList();
        }
    }

    /** All shards, as {@code /cluster/shards} calls them. */
    public record Shards(List<ShardView> shards, long metaVersion) {}

    /** All shards, as {@code /v1/admin/ranges} calls them. */
    public record Ranges(List<ShardView> ranges, long metaVersion) {}

    /** Of a node without others: it leads what it holds, and nothing is behind it. */
    static ShardView of(ShardState shard, String node) {
        Roots roots = shard.roots();
        ReplicaView only = new ReplicaView(
                node,
                "leader",
                shard.wholeness().name().toLowerCase(Locale.ROOT),
                roots == null ? null : roots.content(),
                roots == null ? null : roots.record(),
                shard.bytes(),
                shard.records(),
                0,
                null);
        return new ShardView(
                PathHash.shardName(shard.shard()),
                node,
                List.of(only),
                shard.records(),
                shard.bytes(),
                "idle",
                null,
                null);
    }
}
