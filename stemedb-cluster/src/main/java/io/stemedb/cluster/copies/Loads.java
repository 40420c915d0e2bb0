package io.stemedb.cluster.copies;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * How much each copy of this node is asked and takes, as it was in the last minute or so. A reading of many shards
 * counts for each of them. What came from other nodes counts where it was recorded.
 */
public final class Loads {
    private static final double MEMORY_SECONDS = 60;

    private final AtomicLongArray asked;
    private final IntToLongFunction recorded;
    private final LongSupplier nanos;
    private final long[] askedBefore;
    private final long[] recordedBefore;
    private final Load[] loads;
    private long lookedAt;

    /** Rates of one copy. */
    public record Load(double readsPerSecond, double writesPerSecond) {
        static final Load NONE = new Load(0, 0);

        Load towards(double reads, double writes, double share) {
            return new Load(
                    readsPerSecond + share * (reads - readsPerSecond),
                    writesPerSecond + share * (writes - writesPerSecond));
        }
    }

    /**
     * @param recorded how many claims of a shard this node has recorded itself since some time
     * @param nanos the monotonic clock
     */
    public Loads(int shardCount, IntToLongFunction recorded, LongSupplier nanos) {
        this.asked = new AtomicLongArray(shardCount);
        this.recorded = recorded;
        this.nanos = nanos;
        this.askedBefore = new long[shardCount];
        this.recordedBefore = new long[shardCount];
        this.loads = new Load[shardCount];
        for (int shard = 0; shard < shardCount; shard++) {
            loads[shard] = Load.NONE;
            recordedBefore[shard] = recorded.applyAsLong(shard);
        }
        this.lookedAt = nanos.getAsLong();
    }

    /** Some copies are read. From any thread. */
    public void read(Collection<Integer> shards) {
        for (int shard : shards) {
            if (shard < asked.length()) { // facts about the cluster are of none of them
                asked.incrementAndGet(shard);
            }
        }
    }

    /** Counts what came since the last time. To be called every second or so. */
    public synchronized void look() {
        long now = nanos.getAsLong();
        double seconds = (now - lookedAt) / 1e9;
        if (seconds <= 0) {
            return;
        }
        double share = 1 - Math.exp(-seconds / MEMORY_SECONDS);
        for (int shard = 0; shard < loads.length; shard++) {
            long reads = asked.get(shard);
            long writes = recorded.applyAsLong(shard);
            long more = Math.max(0, writes - recordedBefore[shard]); // a copy that was dropped begins anew
            loads[shard] = loads[shard].towards((reads - askedBefore[shard]) / seconds, more / seconds, share);
            askedBefore[shard] = reads;
            recordedBefore[shard] = writes;
        }
        lookedAt = now;
    }

    /** The rates of one copy. */
    public synchronized Load of(int shard) {
        return loads[shard];
    }
}
