package io.stemedb.cluster.sync;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Takers;
import io.stemedb.cluster.situation.Urgency;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/** Pulls what this node lacks from others, one round of each kind with each node at a time. */
public final class Puller {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Copies that were alike so lately differ by what is on its way, and a pull would bring it twice. What was lost on
     * its way comes with the next heartbeat but one, early enough for answers that say they are complete.
     */
    private static final long ALIKE_NANOS = Duration.ofMillis(900).toNanos();

    static final long MOST_BYTES = 512 * 1024;
    private static final int SHARDS_AT_A_TIME = 64;
    private static final int MOST_NAMED = 64;
    private static final byte[] BEGINNING = {};
    private static final System.Logger LOGGER = System.getLogger(Puller.class.getName());

    private final Loop loop;
    private final Network network;
    private final Supplier<Situation> situation;
    private final Copies copies;
    private final Comparisons comparisons;
    private final Function<List<StoredRecord>, CompletableFuture<Boolean>> keep;
    private final int shardCount;
    private final MovePace pace;
    private final PullPauses pauses = new PullPauses();
    private final Map<Key, Round> rounds = new HashMap<>();
    private final LongAdder runs = new LongAdder();
    private final LongAdder differences = new LongAdder();
    private final LongAdder kept = new LongAdder();

    /** Copies that can wait are made in rounds of their own, so that nothing waits behind them. */
    private enum Kind {
        /** Of what nodes agree about, which waits for nothing else. */
        FACTS,
        /** Of copies that lack something. */
        MENDING,
        /** Of new copies, of which there are enough others. */
        PLANNED
    }

    private record Key(String node, Kind kind) {}

    /**
     * @param keep stores records durably; true once all of them are there
     * @param moveRate bytes a second of copies that can wait; 0 for no limit
     */
    public Puller(
            Loop loop,
            Network network,
            Supplier<Situation> situation,
            Copies copies,
            Comparisons comparisons,
            Function<List<StoredRecord>, CompletableFuture<Boolean>> keep,
            int shardCount,
            long moveRate) {
        this.loop = loop;
        this.network = network;
        this.situation = situation;
        this.copies = copies;
        this.comparisons = comparisons;
        this.keep = keep;
        this.shardCount = shardCount;
        this.pace = new MovePace(moveRate, loop.nanos());
    }

    /** What it came to since the start. */
    public PullCounts counts() {
        return new PullCounts(runs.sum(), differences.sum(), kept.sum());
    }

    /** A node has answered: what is alike is compared, what is not is pulled. On the loop. */
    public void heard(Neighbour neighbour) {
        long store = neighbour.last().node().store();
        List<Integer> different = new ArrayList<>();
        List<Integer> planned = new ArrayList<>();
        if (neighbour.last().systemDigest() != copies.systemDigest()) {
            different.add(PathHash.SYSTEM_SHARD);
        } else {
            comparisons.compared(neighbour.id(), PathHash.SYSTEM_SHARD, neighbour.sentAt(), store);
            comparisons.alikeFacts(neighbour.id(), neighbour.sentAt());
        }
        Situation now = situation.get();
        for (int shard : now.shardsOf(now.self()).headSet(shardCount)) {
            CopyState theirs = neighbour.last().copies().get(shard);
            if (theirs == null || theirs.digest() == copies.have(shard).digest()) {
                comparisons.compared(neighbour.id(), shard, neighbour.sentAt(), store);
            } else if (canWait(now, shard)) {
                planned.add(shard);
            } else if (!wereAlike(neighbour.id(), shard)) {
                different.add(shard);
            }
        }
        different.removeIf(this::isPaused);
        if (different.remove((Integer) PathHash.SYSTEM_SHARD)) {
            begin(new Key(neighbour.id(), Kind.FACTS), neighbour, List.of(PathHash.SYSTEM_SHARD));
        }
        begin(new Key(neighbour.id(), Kind.MENDING), neighbour, different);
        planned.removeIf(shard -> isPaused(shard) || isComing(shard));
        begin(new Key(neighbour.id(), Kind.PLANNED), neighbour, planned);
    }

    /** Whether what came of it could not be stored a moment ago. */
    private boolean isPaused(int shard) {
        return pauses.isPaused(shard, loop.nanos());
    }

    /** Whether this is a new copy of a shard of which there are enough others. */
    private boolean canWait(Situation now, int shard) {
        return !copies.isFilled(shard) && !Urgency.isUrgent(now, shard);
    }

    /** From two nodes at once it would come twice. */
    private boolean isComing(int shard) {
        return rounds.entrySet().stream()
                .anyMatch(one -> one.getKey().kind() == Kind.PLANNED
                        && one.getValue().left.contains(shard));
    }

    private void begin(Key key, Neighbour from, List<Integer> shards) {
        if (!shards.isEmpty() && !rounds.containsKey(key)) {
            Round round = new Round(key, from, shards);
            rounds.put(key, round);
            runs.increment();
            differences.add(shards.size());
            round.guarded(round::next);
        }
    }

    private boolean wereAlike(String node, int shard) {
        Long compared = comparisons.last(node, shard);
        return compared != null && loop.nanos() - compared < ALIKE_NANOS && comparisons.isLateEnough(compared);
    }

    /** All shards that differ from one node, some at a time. */
    private final class Round {
        private final Key key;
        private final Neighbour from;
        private final Peer peer;
        private final Deque<Integer> left;
        private final Map<Integer, byte[]> places = new HashMap<>();
        private final Map<Integer, Long> begun = new HashMap<>();
        private long askedAt;
        private final Wholes wholes = new Wholes(copies);

        Round(Key key, Neighbour from, List<Integer> shards) {
            this.key = key;
            this.from = from;
            this.peer = network.at(from.address(), PATIENCE);
            this.left = new ArrayDeque<>(shards);
        }

        void next() {
            left.removeIf(
                    shard -> shard != PathHash.SYSTEM_SHARD && !situation.get().isHolder(shard));
            if (left.isEmpty()) {
                rounds.remove(key);
                return;
            }
            long now = loop.nanos();
            askedAt = now;
            List<Pull.Want> wants = left.stream()
                    .limit(SHARDS_AT_A_TIME)
                    .map(shard -> {
                        begun.putIfAbsent(shard, now);
                        byte[] place = places.getOrDefault(shard, BEGINNING);
                        wholes.begin(shard, place.length == 0);
                        return new Pull.Want(shard, held(shard), place);
                    })
                    .toList();
            var unused = peer.pull(new Pull(wants, MOST_BYTES))
                    .whenCompleteAsync((answer, failure) -> guarded(() -> came(answer, failure)), loop);
        }

        /** A new copy has many gaps as long as it is made, and to name each of them would be longer than what comes. */
        private ShardVector held(int shard) {
            ShardVector all = copies.have(shard);
            return key.kind() == Kind.PLANNED ? all.atMost(MOST_NAMED) : all;
        }

        private void came(Pulled answer, Throwable failure) {
            boolean another = failure == null && !isOf(answer); // is at its address now
            if (failure != null || another || answer.parts().isEmpty()) {
                LOGGER.log(System.Logger.Level.DEBUG, "a pull from {0} failed: {1}", from.id(), failure);
                rounds.remove(key); // the next heartbeat begins another
                return;
            }
            List<StoredRecord> records = answer.parts().stream()
                    .flatMap(part -> part.records().stream())
                    .toList();
            CompletableFuture<Boolean> kept =
                    records.isEmpty() ? CompletableFuture.completedFuture(true) : keep.apply(records);
            var unused =
                    kept.whenCompleteAsync((all, broken) -> guarded(() -> stored(answer, broken == null && all)), loop);
        }

        /** A round that nobody ends would be the last one with this node. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException unforeseen) {
                LOGGER.log(System.Logger.Level.ERROR, "a pull from " + from.id() + " failed", unforeseen);
                rounds.remove(key);
            }
        }

        /** Nodes of an earlier release do not say of which store it is. */
        private boolean isOf(Pulled answer) {
            return answer.store() == 0 || answer.store() == from.last().node().store();
        }

        private void stored(Pulled answer, boolean all) {
            if (!all) {
                rounds.remove(key);
                answer.parts().forEach(part -> failed(part.shard()));
                return;
            }
            for (Pulled.Part part : answer.parts()) {
                if (!part.records().isEmpty()) {
                    pauses.ended(part.shard());
                }
                kept.add(part.records().size());
                wholes.came(part);
                if (part.ended()) {
                    left.remove((Integer) part.shard());
                    comparisons.compared(
                            from.id(),
                            part.shard(),
                            begun.get(part.shard()),
                            from.last().node().store());
                } else {
                    places.put(part.shard(), part.next());
                }
            }
            goOn(answer);
        }

        /** A copy that is full lacks little, and is to be complete again as soon as there is room. */
        private void failed(int shard) {
            if (shard != PathHash.SYSTEM_SHARD && !copies.isFilled(shard)) {
                pauses.failed(shard, loop.nanos());
            }
        }

        private void goOn(Pulled answer) {
            long spent = loop.nanos() - askedAt;
            long wait = key.kind() == Kind.PLANNED
                    ? pace.after(
                            bytes(answer), spent, Takers.of(situation.get()).size(), loop.nanos())
                    : 0;
            if (wait == 0) {
                next();
            } else {
                loop.later(Duration.ofNanos(wait), () -> guarded(this::next));
            }
        }

        private static long bytes(Pulled answer) {
            return answer.parts().stream()
                    .flatMap(part -> part.records().stream())
                    .mapToLong(record -> record.key().length + record.rest().length)
                    .sum();
        }
    }
}
