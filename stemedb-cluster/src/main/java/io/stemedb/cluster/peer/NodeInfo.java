package io.stemedb.cluster.peer;

/**
 * Who a node is. The first message between nodes carries it, and each one after.
 *
 * @param id the node's name
 * @param clusterName what all nodes of its cluster are configured with
 * @param clusterId 32 hex digits; empty before it belongs to a cluster
 * @param members of that cluster, as far as it knows
 * @param claims whether it holds any claim
 * @param shardCount of its data directory
 * @param store incarnation of its data directory
 * @param rpc where it is asked by others, as host and port
 * @param membership its port of Hazelcast, as host and port; empty if it has none
 * @param gateway where operators reach it
 * @param api where clients reach it
 * @param build version of its program
 * @param protocols which protocols it speaks
 * @param format of its data directory
 * @param wallMicros its clock, microseconds since 1970
 * @param stopping whether it is about to leave
 */
public record NodeInfo(
        String id,
        String clusterName,
        String clusterId,
        int members,
        boolean claims,
        int shardCount,
        long store,
        String rpc,
        String membership,
        String gateway,
        String api,
        String build,
        Protocols protocols,
        int format,
        long wallMicros,
        boolean stopping) {

    /**
     * The protocols that a node speaks.
     *
     * @param oldest number of the oldest
     * @param newest number of the newest
     * @param features bits of what it can do beside
     */
    public record Protocols(int oldest, int newest, long features) {
        /** Copies rest on bases, a node takes claims once a majority has told it that it counts, and pins are kept. */
        public static final long BASES = 1;

        /** The node takes no writes now, and so can state no facts: others plan in its place. */
        public static final long READ_ONLY = 2;

        /** No majority has told the node yet that it counts: it takes no claims, and its word tells nobody so. */
        public static final long UNTOLD = 4;

        /** The node gives no times, as its clock is or was off: others record. One of before says nothing of it. */
        public static final long CLOCK_OFF = 8;

        /** The node asks callers for tokens once it knows some. */
        public static final long TOKENS = 16;

        /** What this release speaks. */
        public static final Protocols OURS = new Protocols(1, 1, BASES | TOKENS);

        /** The same with something more said of the node. */
        public Protocols and(long feature) {
            return new Protocols(oldest, newest, features | feature);
        }

        /** The same without something that the node does not do. */
        public Protocols without(long feature) {
            return new Protocols(oldest, newest, features & ~feature);
        }

        /** Whether it can do something. */
        public boolean has(long feature) {
            return (features & feature) == feature;
        }

        /** Whether there is a protocol that both speak. */
        public boolean meet(Protocols other) {
            return oldest <= other.newest && other.oldest <= newest;
        }
    }
}
