package io.stemedb.store;

import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does without what a damaged run has lost and other nodes are expected to have. The order is everything: it is noted
 * on disk that the shards lack something; then it is counted as held no more, so that others are asked for it; then
 * the run is replaced, the shards being refused.
 */
public final class Losses {
    private static final System.Logger LOGGER = System.getLogger(Losses.class.getName());

    private final Versions versions;
    private final Dots dots;
    private final StoreReader reader;
    private final LostFile file;
    private final Heal heal;
    private final Damages damages;
    private final AtomicInteger settled = new AtomicInteger();

    Losses(Versions versions, Dots dots, StoreReader reader, LostFile file, Heal heal, Damages damages) {
        this.versions = versions;
        this.dots = dots;
        this.reader = reader;
        this.file = file;
        this.heal = heal;
        this.damages = damages;
    }

    /**
     * Does without what cannot be read of damaged runs: its shards are refused until {@link #found}. For the thread
     * that applies, so that nothing is counted and not yet in a table.
     *
     * @param shrunk called in between, when fewer records are counted and nothing is read yet without them
     * @return whether anything was lost
     */
    public boolean settle(Runnable shrunk) {
        boolean any = false;
        for (Loss loss = heal.given().poll(); loss != null; loss = heal.given().poll()) {
            RunEntry entry = loss.damaged().run().entry();
            if (versions.handleOf(entry).isEmpty()) { // a merge could still read it
                heal.discard(loss);
                continue;
            }
            try {
                settle(loss, shrunk);
                any = true;
            } catch (IOException | RuntimeException failure) {
                damages.becomes(entry, Damage.State.NOT_HEALED);
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "{0} cannot be replaced by what is left of it: {1}",
                        entry.fileName(),
                        Reason.of(failure));
            }
        }
        return any;
    }

    private void settle(Loss loss, Runnable shrunk) throws IOException {
        DotVector lost = loss.lost().union(unnamed(loss));
        refuse(LostClaims.awaiting(loss.shards()), false);
        dots.forget(lost);
        settled.incrementAndGet();
        shrunk.run();
        dots.shrunk(lost.shards().keySet());
        MemTable frozen = versions.peek().frozen();
        if (frozen != null) {
            frozen.ends(frozen.extent().without(lost));
        }
        refuse(LostClaims.awaiting(loss.shards()), true);
        heal.replace(loss, lost);
    }

    /** What is counted and found nowhere, of shards of which nothing names what they lost. */
    private DotVector unnamed(Loss loss) {
        Map<Integer, ShardVector> lost = new TreeMap<>();
        Version now = versions.hold();
        Version rest = new Version(
                now.active(),
                now.frozen(),
                now.runs().stream().filter(run -> run != loss.damaged()).toList());
        try {
            for (int shard : loss.unnamed()) {
                ShardVector found = held(rest, shard).union(loss.saved().of(shard));
                lost.put(shard, dots.of(shard).minus(found));
            }
        } finally {
            rest.release();
            now.release();
        }
        return DotVector.of(lost);
    }

    private static ShardVector held(Version version, int shard) {
        DotCollector found = new DotCollector();
        ShardScan scan = new ShardScan(version, shard, new byte[0]);
        while (scan.next()) {
            found.add(RecordKey.dot(scan.key()));
        }
        return found.vector();
    }

    private void refuse(LostClaims more, boolean now) throws IOException {
        synchronized (file) {
            LostClaims all = file.read().with(more);
            if (now) {
                reader.refuse(reader.lost().with(more));
            } else {
                file.replace(all); // before it is missed
            }
        }
    }

    /** Counts records that were found to be held, should they not be counted. For the thread that applies. */
    public boolean recount(List<byte[]> keys) {
        boolean more = false;
        for (byte[] key : keys) {
            if (!dots.of(RecordKey.shard(key)).holds(RecordKey.dot(key))) {
                dots.count(key);
                more = true;
            }
        }
        return more;
    }

    /**
     * Counts records of a shard that are held, unless something was lost or dropped since it was found that they are.
     * For the thread that applies.
     *
     * @param shrinks what {@link #shrinks} was before that was found
     */
    public boolean cover(int shard, ShardVector found, int shrinks) {
        if (dots.shrinks(shard) != shrinks) {
            return false;
        }
        dots.cover(shard, found);
        return true;
    }

    /**
     * Another number as soon as records of a shard were lost or dropped; an odd one as long as what shows may still
     * have them. May be asked from any thread.
     */
    public int shrinks(int shard) {
        return dots.shrinks(shard);
    }

    /** What was dropped does not show any more. For the thread that applies. */
    public void shrunk(Set<Integer> shards) {
        dots.shrunk(shards);
    }

    /** How often something was lost: comparisons that began before the last time were with more than there is now. */
    public int settled() {
        return settled.get();
    }

    /** Shards that lost something which other nodes are expected to have. */
    public Set<Integer> awaited() {
        return reader.lost().awaited();
    }

    /** All that some shards lacked is there: they are refused no more. */
    public void found(Set<Integer> shards) throws IOException {
        synchronized (file) {
            file.replace(file.read().found(shards));
            reader.refuse(reader.lost().found(shards));
        }
    }
}
