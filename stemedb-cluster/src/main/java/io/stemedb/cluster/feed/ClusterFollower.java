package io.stemedb.cluster.feed;

import io.stemedb.cluster.feed.FeedAnswer.Item;
import io.stemedb.cluster.feed.FeedPosition.Place;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.scatter.ScatterReader;
import io.stemedb.feed.Change;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One reader of the changes of all nodes. For each shard one node tells: first what its copy holds and the reader was
 * not told, in the order of slots, then what its journal brings. If that node fails, another one that has all of the
 * shard begins in the same way. What was told is kept as a vector, never as a list, so memory does not grow with it.
 */
final class ClusterFollower implements Follower {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long AVOID_NANOS = Duration.ofSeconds(3).toNanos();

    /** Others are not asked at each step if they had nothing: a step is taken fifty times a second. */
    private static final long ASK_NANOS = Duration.ofMillis(100).toNanos();

    /** So long a step waits for all of them together. */
    private static final long TOGETHER_NANOS = Duration.ofMillis(200).toNanos();

    private static final byte[] BEGINNING = {};

    private final ClusterFeed feed;
    private final Wanted wanted;
    private final BooleanSupplier ended;
    private final boolean fromNow;
    private final List<Place> known;
    private final Map<Integer, ShardVector> passed;
    private final Map<Integer, String> tellers = new TreeMap<>();
    private final Map<String, Journal> journals = new TreeMap<>();
    private final Map<String, Long> avoided = new HashMap<>();
    private final Deque<Walk> walks = new ArrayDeque<>();
    private final Set<Integer> begun = new TreeSet<>();
    private FeedPosition.Walk brokenOff;
    private long lookedAt;

    /** How far the journal of a node was read. */
    private static final class Journal {
        private final long recorder;
        private long lsn;
        private long emptyAt;
        private boolean wasEmpty;
        private CompletableFuture<byte[]> coming;

        Journal(long recorder, long lsn) {
            this.recorder = recorder;
            this.lsn = lsn;
        }

        /** What is on its way is not wanted any more. */
        void giveUp() {
            if (coming != null) {
                coming.cancel(false);
                coming = null;
            }
        }
    }

    /** A walk over a node's copy of a shard. */
    private static final class Walk {
        private final String node;
        private final int shard;
        private final ShardVector upTo;
        private byte[] after;

        Walk(String node, int shard, ShardVector upTo, byte[] after) {
            this.node = node;
            this.shard = shard;
            this.upTo = upTo;
            this.after = after;
        }
    }

    /** @param fromNow whether nothing is wanted that is held already */
    ClusterFollower(ClusterFeed feed, FeedPosition from, boolean fromNow, Wanted wanted, BooleanSupplier ended) {
        this.feed = feed;
        this.wanted = wanted;
        this.ended = ended;
        this.fromNow = fromNow;
        this.known = new ArrayList<>(from.places());
        this.passed = new TreeMap<>(from.passed().shards());
        this.brokenOff = from.walk();
    }

    /** Finds a node for each shard, so that what is wrong is refused at once. */
    void begin() {
        assign();
    }

    @Override
    public Step step() {
        if (ended.getAsBoolean()) {
            throw StemeException.of(Refusal.STARTING, "the node is shutting down");
        }
        if (feed.nanos() - lookedAt > LOOK_NANOS || tellers.size() < feed.shardCount()) {
            assign();
        }
        Walk walk = walks.peek();
        if (walk != null) {
            List<Change> found = new ArrayList<>();
            asking(walk.node, () -> walk(walk, found));
            return new Step(found, true);
        }
        List<Change> found = new ArrayList<>();
        boolean more = false;
        for (String node : List.copyOf(journals.keySet())) { // all at once, so that a slow one holds up only its own
            more |= asking(node, () -> ask(node));
        }
        long until = feed.nanos() + TOGETHER_NANOS;
        for (String node : List.copyOf(journals.keySet())) {
            more |= asking(node, () -> read(node, until, found));
        }
        return new Step(found, more);
    }

    private interface Asking {
        /** Whether there is more already. */
        boolean ask();
    }

    /** Does without a node that does not answer. */
    private boolean asking(String node, Asking asking) {
        try {
            return asking.ask();
        } catch (UnreachableException silent) {
            leave(node, true);
        } catch (StemeException refused) {
            if (!ScatterReader.isOfTheNode(refused)) {
                throw refused;
            }
            leave(node, true);
        }
        return true;
    }

    /** From now on others tell of its shards, each from where the reader is. */
    private void leave(String node, boolean avoid) {
        if (avoid) {
            avoided.put(node, feed.nanos());
        }
        breakOff(walk -> walk.node.equals(node));
        Journal journal = journals.remove(node);
        if (journal != null) {
            journal.giveUp();
        }
        tellers.values().removeIf(node::equals);
    }

    /** Gives up walks; where the one under way has come is kept, as that of another copy goes on there. */
    private void breakOff(Predicate<Walk> which) {
        Walk first = walks.peek();
        if (first != null && first.after.length > 0 && which.test(first)) {
            brokenOff = new FeedPosition.Walk(first.shard, first.upTo, first.after);
        }
        walks.removeIf(which);
    }

    private void assign() {
        lookedAt = feed.nanos();
        avoided.values().removeIf(since -> lookedAt - since > AVOID_NANOS);
        while (true) {
            Map<String, Set<Integer>> fresh = new TreeMap<>();
            for (int shard = 0; shard < feed.shardCount(); shard++) {
                String node = teller(shard);
                if (!node.equals(tellers.get(shard))) {
                    fresh.computeIfAbsent(node, key -> new TreeSet<>()).add(shard);
                }
            }
            if (fresh.isEmpty()) {
                return;
            }
            fresh.forEach((node, shards) -> asking(node, () -> begin(node, shards)));
        }
    }

    /** Who tells of a shard: whoever does it, as long as he is to keep it. */
    private String teller(int shard) {
        List<String> readers = feed.situation().readers(shard);
        String now = tellers.get(shard);
        boolean stays = now != null
                && readers.contains(now)
                && (feed.situation().holders(shard).contains(now)
                        || readers.get(0).equals(now));
        return stays
                ? now
                : readers.stream()
                        .filter(node -> !avoided.containsKey(node))
                        .findFirst()
                        .orElseThrow(() -> ScatterReader.nobody(shard));
    }

    private boolean begin(String node, Set<Integer> shards) {
        FeedAnswer.Begun there = (FeedAnswer.Begun) feed.ask(node, new FeedQuestion.Begin(shards));
        Place place = place(there);
        Journal journal = journals.computeIfAbsent(
                node, key -> new Journal(there.recorder(), place == null ? there.lsn() : place.lsn()));
        journal.giveUp(); // it would tell nothing of these shards
        for (int shard : shards) {
            breakOff(walk -> walk.shard == shard);
            tellers.put(shard, node);
            ShardVector have = there.have().get(shard);
            boolean first = begun.add(shard);
            if (first && fromNow) {
                passed.merge(shard, have, ShardVector::union);
            } else if (!first
                    || place == null
                    || place.lsn() < journal.lsn
                    || !place.shards().contains(shard)) {
                catchUp(node, shard, have);
            }
        }
        return false;
    }

    /** The place that the reader's position names in this journal. */
    private Place place(FeedAnswer.Begun there) {
        Place named = known.stream()
                .filter(place -> place.recorder() == there.recorder() && place.lsn() <= there.lsn())
                .findFirst()
                .orElse(null);
        known.remove(named); // if the journal does not reach back to it, the next beginning is without it
        return named;
    }

    private void catchUp(String node, int shard, ShardVector have) {
        if (brokenOff != null && brokenOff.shard() == shard) {
            ShardVector both = have.minus(have.minus(brokenOff.upTo()));
            walks.add(new Walk(node, shard, both, brokenOff.after()));
            brokenOff = null;
        }
        walks.add(new Walk(node, shard, have, BEGINNING));
    }

    private boolean walk(Walk walk, List<Change> found) {
        ShardVector before = passed.getOrDefault(walk.shard, ShardVector.NONE);
        if (before.covers(walk.upTo)) {
            walks.remove();
            return true;
        }
        FeedAnswer.Walked page = (FeedAnswer.Walked)
                feed.ask(walk.node, new FeedQuestion.Walk(walk.shard, before, walk.upTo, walk.after));
        for (Item item : page.items()) {
            walk.after = item.record().key();
            tell(item, found);
        }
        if (page.next().length == 0) {
            passed.put(walk.shard, before.union(walk.upTo));
            walks.remove();
        } else {
            walk.after = page.next();
        }
        return true;
    }

    private boolean ask(String node) {
        Journal journal = journals.get(node);
        boolean rests = journal.wasEmpty && feed.nanos() - journal.emptyAt < ASK_NANOS;
        if (!feed.isSelf(node) && journal.coming == null && !rests) {
            journal.coming = feed.begin(node, tail(node, journal));
        }
        return false;
    }

    private FeedQuestion tail(String node, Journal journal) {
        Set<Integer> shards = new TreeSet<>();
        tellers.forEach((shard, teller) -> {
            if (teller.equals(node)) {
                shards.add(shard);
            }
        });
        return new FeedQuestion.Tail(shards, journal.recorder, journal.lsn);
    }

    private boolean read(String node, long until, List<Change> found) {
        Journal journal = journals.get(node);
        if (journal == null) {
            return true; // it has failed just now
        }
        if (feed.isSelf(node)) {
            return read(node, journal, feed.ask(node, tail(node, journal)), found);
        }
        if (journal.coming == null) {
            return false;
        }
        Optional<FeedAnswer> answer = feed.within(Math.max(0, until - feed.nanos()), journal.coming);
        if (answer.isEmpty()) {
            return true;
        }
        journal.coming = null;
        return read(node, journal, answer.get(), found);
    }

    private boolean read(String node, Journal journal, FeedAnswer answer, List<Change> found) {
        if (!(answer instanceof FeedAnswer.Told told)) {
            leave(node, false);
            return true;
        }
        for (Item item : told.items()) {
            journal.lsn = item.behind();
            StoredRecord record = item.record();
            ShardVector before = passed.getOrDefault(record.shard(), ShardVector.NONE);
            if (!before.holds(record.dot())) {
                passed.put(record.shard(), before.with(record.dot()));
                tell(item, found);
            }
        }
        journal.lsn = told.lsn();
        journal.wasEmpty = !told.more();
        journal.emptyAt = feed.nanos();
        return told.more();
    }

    private void tell(Item item, List<Change> found) {
        if (item.shown()) {
            var recorded = item.record().decoded();
            if (wanted.holds(recorded)) {
                found.add(new Change(position(), recorded));
            }
        }
    }

    @Override
    public String position() {
        Set<Integer> walking = new TreeSet<>();
        walks.forEach(walk -> walking.add(walk.shard));
        List<Place> places = new ArrayList<>();
        journals.forEach((node, journal) -> {
            Set<Integer> shards = new TreeSet<>();
            tellers.forEach((shard, teller) -> {
                if (teller.equals(node) && !walking.contains(shard)) {
                    shards.add(shard);
                }
            });
            places.add(new Place(journal.recorder, journal.lsn, shards));
        });
        Walk first = walks.peek();
        FeedPosition.Walk walk = first != null && first.after.length > 0
                ? new FeedPosition.Walk(first.shard, first.upTo, first.after)
                : brokenOff;
        return new FeedPosition(DotVector.of(passed), places, walk).write();
    }

    /** Nothing is kept at any node. */
    @Override
    public void close() {
        journals.values().forEach(Journal::giveUp);
    }
}
