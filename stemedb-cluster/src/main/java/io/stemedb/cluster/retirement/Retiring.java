package io.stemedb.cluster.retirement;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.retirement.Retirement.Asking;
import io.stemedb.cluster.retirement.Retirement.AskingAgain;
import io.stemedb.cluster.retirement.Retirement.Kept;
import io.stemedb.cluster.retirement.Retirement.MayDrop;
import io.stemedb.cluster.retirement.Retirement.MaySeal;
import io.stemedb.cluster.retirement.Retirement.MustUnseal;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Takers;
import io.stemedb.cluster.sync.Comparisons;
import io.stemedb.files.Disk;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Drops copies that this node is not to keep any more, one at a time, once every holder has all that is in them. On the
 * loop; only the trash is written elsewhere.
 */
public final class Retiring {
    private static final System.Logger LOGGER = System.getLogger(Retiring.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long a copy is left alone that could not be dropped. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    /** A copy that could not be dropped stays sealed for so long, to be asked about again and again. */
    private static final long SEALED_NANOS = Duration.ofSeconds(3).toNanos();

    private static final long AGAIN_NANOS = Duration.ofMillis(100).toNanos();

    /** The second one writes what came in during the first. */
    private static final int PASSES = 2;

    /** A process that stood still has not worked. */
    private static final long MOST_REST_NANOS = Duration.ofSeconds(2).toNanos();

    private static final int NONE = -1;

    private final Loop loop;
    private final Network network;
    private final Supplier<Situation> situation;
    private final Copies copies;
    private final Comparisons comparisons;
    private final Trash trash;
    private final Executor writer;
    private final int shardCount;
    private final GivingBack givingBack;
    private final Map<Integer, Long> pausedUntil = new HashMap<>();
    private final Map<Integer, String> reasons = new TreeMap<>();
    private volatile int underWay = NONE;

    /** @param writer where the trash is written, which may take long */
    public Retiring(
            Loop loop,
            Network network,
            Supplier<Situation> situation,
            Copies copies,
            Comparisons comparisons,
            Disk disk,
            Path dataDirectory,
            Executor writer,
            int shardCount) {
        this.loop = loop;
        this.network = network;
        this.situation = situation;
        this.copies = copies;
        this.comparisons = comparisons;
        this.trash = new Trash(disk, dataDirectory);
        this.writer = writer;
        this.shardCount = shardCount;
        this.givingBack = new GivingBack(loop.nanos());
    }

    /** Looks for a copy that may go, unless one is on its way; when none is left, merges give back the room. */
    public void look() {
        Situation now = situation.get();
        boolean known = now.isMember() || now.members().isOut(now.self());
        if (!now.isFounded() || !known) {
            return;
        }
        if (underWay != NONE) {
            giveBack(false);
            return;
        }
        boolean more = false;
        for (int shard = 0; shard < shardCount && underWay == NONE; shard++) {
            if (isLeftOver(now, shard)) {
                ShardVector held = copies.have(shard);
                Retirement first = first(now, shard, held);
                more |= first instanceof Asking && isMuch(shard);
                if (!isPaused(shard)) {
                    begin(shard, held, first);
                }
            }
        }
        // A copy that is made somewhere may take the place of one here.
        giveBack(underWay == NONE && !more && Takers.of(now).isEmpty());
    }

    private void giveBack(boolean settled) {
        if (copies.owedBytes() > 0 && givingBack.isDue(loop.nanos(), settled)) {
            givingBack.asked(loop.nanos());
            copies.giveBack();
        }
    }

    private boolean isPaused(int shard) {
        Long until = pausedUntil.get(shard);
        return until != null && loop.nanos() - until < 0;
    }

    private boolean isLeftOver(Situation now, int shard) {
        return !now.isHolder(shard)
                && (copies.isFilled(shard) || !copies.have(shard).isEmpty());
    }

    /** A node that takes claims in the place of others always has a few, and nobody waits for the room of these. */
    private boolean isMuch(int shard) {
        return copies.isFilled(shard) || copies.bytes(shard) >= GivingBack.LITTLE;
    }

    private static Retirement first(Situation now, int shard, ShardVector held) {
        return held.mayLack()
                ? new Kept("its numbers have so many gaps that not all of them can be told")
                : Retirement.of(now.self(), now.holders(shard), now.members(), now.factor());
    }

    private void begin(int shard, ShardVector held, Retirement first) {
        if (first instanceof Asking asking) {
            underWay = shard;
            ask(asking.holders(), shard, held, yes -> decide(shard, asking.answered(yes, list(shard))));
        } else if (first instanceof Kept kept) {
            keep(shard, kept.reason());
        }
    }

    private List<String> list(int shard) {
        return situation.get().holders(shard);
    }

    private void decide(int shard, Retirement next) {
        if (next instanceof MaySeal may) {
            write(shard, may, PASSES);
        } else if (next instanceof Kept kept) {
            keep(shard, kept.reason());
        }
    }

    /**
     * Most of it is written while the copy still takes claims, at most half of the time, as others wait for the disk,
     * too. What came in meanwhile is little, and is written once more before it is sealed.
     */
    private void write(int shard, MaySeal may, int passes) {
        if (!list(shard).equals(may.holders())) {
            keep(shard, "the holder list has changed");
            return;
        }
        long begun = loop.nanos();
        var unused = onDisk(() -> trash.part(copies, shard, loop.wallMicros()))
                .whenCompleteAsync(
                        or(shard, isAll -> {
                            int left = isAll ? passes - 1 : passes;
                            long rest = Math.min(loop.nanos() - begun, MOST_REST_NANOS);
                            if (left > 0) {
                                later(shard, rest, () -> write(shard, may, left));
                            } else {
                                copies.seal(shard);
                                finish(shard, may.sealed(), loop.nanos());
                            }
                        }),
                        loop);
    }

    private void later(int shard, long nanos, Runnable next) {
        BiConsumer<Object, Throwable> guarded = or(shard, nothing -> next.run());
        loop.later(Duration.ofNanos(nanos), () -> guarded.accept(null, null));
    }

    /** What is done on the disk of the trash. */
    private interface DiskWork<T> {
        T done() throws IOException;
    }

    private <T> CompletableFuture<T> onDisk(DiskWork<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.done();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                writer);
    }

    /**
     * Writes what came in just before the copy was sealed, and asks about all of it. It stays sealed for a moment at
     * most: nodes that stand in for others are needed.
     */
    private void finish(int shard, AskingAgain again, long sealedAt) {
        var unused = onDisk(() -> trash.rest(copies, shard))
                .whenCompleteAsync(
                        or(shard, held -> {
                            if (held == null) {
                                keep(shard, "what was written of it to the trash is of another copy, or gone");
                            } else {
                                askAgain(shard, again, held, sealedAt);
                            }
                        }),
                        loop);
    }

    private void askAgain(int shard, AskingAgain again, ShardVector held, long sealedAt) {
        ask(again.holders(), shard, held, yes -> {
            Retirement end = again.answered(yes, list(shard));
            if (end instanceof MayDrop may) {
                drop(shard, held, may, sealedAt);
            } else if (end instanceof MustUnseal must) {
                keep(shard, must.unsealed().reason());
            }
        });
    }

    /** A copy that has grown since it was written to the trash and vouched for is not dropped. */
    private void drop(int shard, ShardVector held, MayDrop may, long sealedAt) {
        comparisons.forget(shard, loop.nanos()); // whatever comes of it, the next copy begins anew
        long bytes = copies.bytes(shard);
        var unused = copies.drop(shard, held)
                .whenCompleteAsync(
                        or(shard, done -> {
                            if (done) {
                                ended(shard, bytes);
                            } else if (loop.nanos() - sealedAt < SEALED_NANOS) {
                                later(shard, AGAIN_NANOS, () -> finish(shard, may.notYet(), sealedAt));
                            } else {
                                keep(shard, "it is being written or merged");
                            }
                        }),
                        loop);
    }

    private void ended(int shard, long bytes) {
        givingBack.dropped(loop.nanos(), bytes);
        comparisons.forget(shard, loop.nanos());
        copies.unseal(shard);
        var unused = CompletableFuture.runAsync(() -> trash.dropped(shard, loop.wallMicros()), writer)
                .whenCompleteAsync(or(shard, noted -> dropped(shard)), loop);
    }

    private void dropped(int shard) {
        reasons.remove(shard);
        underWay = NONE;
        LOGGER.log(
                System.Logger.Level.INFO,
                "this node''s copy of {0} was dropped: {1} have all of it",
                PathHash.shardName(shard),
                list(shard));
    }

    private void keep(int shard, String reason) {
        copies.unseal(shard);
        underWay = NONE;
        pausedUntil.put(shard, loop.nanos() + PAUSE_NANOS);
        if (!reason.equals(reasons.put(shard, reason))) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    "this node''s copy of {0} is kept though it is not listed: {1}",
                    PathHash.shardName(shard),
                    reason);
        }
    }

    /** Empties the trash of what is old. Not on the loop: it lists a folder. */
    public void sweep() {
        writer.execute(() -> trash.sweep(loop.wallMicros(), this::isLeaving));
    }

    /** From any thread. A copy that has just been dropped is, too, until the trash knows of it. */
    private boolean isLeaving(int shard) {
        return underWay == shard || isLeftOver(situation.get(), shard);
    }

    /** Goes on if all went well so far. Whatever goes wrong, the copy is unsealed and the next one gets its turn. */
    private <T> BiConsumer<T, Throwable> or(int shard, Consumer<T> next) {
        return (value, failure) -> {
            try {
                if (failure == null) {
                    next.accept(value);
                } else {
                    keep(shard, Reason.of(failure));
                }
            } catch (RuntimeException wrong) {
                keep(shard, Reason.of(wrong));
                throw wrong;
            }
        };
    }

    private void ask(List<String> holders, int shard, ShardVector held, Consumer<Map<String, Boolean>> then) {
        long facts = copies.systemDigest();
        Map<String, CompletableFuture<Boolean>> asked = new TreeMap<>();
        holders.forEach(node -> asked.put(node, ask(new Holding(shard, held, facts, node))));
        var unused = CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<String, Boolean> yes = new TreeMap<>();
                    asked.forEach((node, answer) -> yes.put(node, answer.join()));
                    return yes;
                })
                .whenCompleteAsync(or(shard, then), loop);
    }

    /** Who does not answer has said no. At the address of a node that is not live another one may answer. */
    private CompletableFuture<Boolean> ask(Holding copy) {
        Situation now = situation.get();
        if (!now.liveness().isLive(copy.asked())) {
            return CompletableFuture.completedFuture(false);
        }
        return CompletableFuture.completedFuture(now.address(copy.asked()))
                .thenCompose(
                        address -> network.at(address.orElseThrow(), PATIENCE).vouches(copy))
                .exceptionally(failure -> false);
    }
}
