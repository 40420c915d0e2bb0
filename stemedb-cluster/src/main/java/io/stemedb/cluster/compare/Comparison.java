package io.stemedb.cluster.compare;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Survey;
import io.stemedb.cluster.peer.Survey.Branch;
import io.stemedb.cluster.peer.Survey.Level;
import io.stemedb.cluster.peer.Surveyed;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Reason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Compares two nodes, and copies what one lacks from the other. No call blocks. */
final class Comparison {
    private static final System.Logger LOGGER = System.getLogger(Comparison.class.getName());
    private static final long MOST_BYTES = 512 * 1024;
    private static final int NAMES_AT_A_TIME = 2_000;
    private static final int SHARDS_AT_A_TIME = 64;

    private final Pair pair;
    private final Peer one;
    private final Peer other;
    private final boolean mends;

    /** @param mends whether what is missing is copied; else it is only named */
    Comparison(Pair pair, Peer one, Peer other, boolean mends) {
        this.pair = pair;
        this.one = one;
        this.other = other;
        this.mends = mends;
    }

    /** What it comes to; never fails. */
    CompletableFuture<Outcome> run() {
        List<Branch> all = pair.shards().stream()
                .map(shard -> new Branch(shard, new BitSet()))
                .toList();
        return CompletableFuture.completedFuture(all)
                .thenCompose(branches -> both(Level.SHARDS, branches, Differing::shards))
                .thenCompose(this::buckets)
                .thenApply(outcome -> new Outcome(
                        pair.shards().size(),
                        outcome.count(),
                        outcome.copied(),
                        outcome.differences(),
                        outcome.failed()))
                .exceptionally(failure -> Outcome.failed(pair.one() + " and " + pair.other()
                        + " could not be compared: " + Reason.of(unwrapped(failure))));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private <T> CompletableFuture<T> both(
            Level level, List<Branch> branches, BiFunction<Surveyed, Surveyed, T> compare) {
        Survey survey = new Survey(level, branches);
        return one.survey(survey).thenCombine(other.survey(survey), compare);
    }

    /** Some shards at a time, so that no answer is too large. */
    private CompletableFuture<Outcome> buckets(List<Branch> shards) {
        if (shards.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.NOTHING);
        }
        List<Branch> now = shards.subList(0, Math.min(SHARDS_AT_A_TIME, shards.size()));
        List<Branch> later = shards.subList(now.size(), shards.size());
        return both(Level.BUCKETS, now, Differing::buckets)
                .thenCompose(this::records)
                .thenCompose(outcome -> buckets(later).thenApply(outcome::and));
    }

    private CompletableFuture<Outcome> records(List<Branch> branches) {
        if (branches.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.NOTHING);
        }
        return both(Level.RECORDS, branches, Differing::records).thenCompose(buckets -> {
            List<Differing.Bucket> alike =
                    buckets.stream().filter(Differing.Bucket::isAlike).toList();
            List<Branch> left = buckets.isEmpty() ? List.of() : Differing.left(branches, buckets);
            return moved(buckets, false)
                    .thenCompose(outcome -> bytes(Differing.branches(alike)).thenApply(outcome::and))
                    .thenCompose(outcome -> records(left).thenApply(outcome::and));
        });
    }

    /** The sums differ and the records do not: the very same record has other bytes, or it came in between. */
    private CompletableFuture<Outcome> bytes(List<Branch> branches) {
        if (branches.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.NOTHING);
        }
        return both(Level.BYTES, branches, Differing::records).thenCompose(buckets -> moved(buckets, true));
    }

    private CompletableFuture<Outcome> moved(List<Differing.Bucket> buckets, boolean ofBytes) {
        Map<Integer, List<Long>> here = new TreeMap<>();
        Map<Integer, List<Long>> there = new TreeMap<>();
        buckets.forEach(bucket -> {
            here.computeIfAbsent(bucket.shard(), shard -> new ArrayList<>()).addAll(bucket.here());
            there.computeIfAbsent(bucket.shard(), shard -> new ArrayList<>()).addAll(bucket.there());
        });
        Way forth = new Way(one, pair.one(), other, pair.other(), ofBytes);
        Way back = new Way(other, pair.other(), one, pair.one(), ofBytes);
        return forth.move(parts(here))
                .thenCompose(outcome -> back.move(parts(there)).thenApply(outcome::and));
    }

    private static List<Fetch.Part> parts(Map<Integer, List<Long>> names) {
        List<Fetch.Part> parts = new ArrayList<>();
        names.forEach((shard, marks) -> {
            for (int from = 0; from < marks.size(); from += NAMES_AT_A_TIME) {
                parts.add(new Fetch.Part(
                        shard, List.copyOf(marks.subList(from, Math.min(from + NAMES_AT_A_TIME, marks.size())))));
            }
        });
        return parts;
    }

    /** From the node that shows some records to the one that does not. */
    private final class Way {
        private final Peer from;
        private final String fromName;
        private final Peer to;
        private final String toName;
        private final boolean ofBytes;
        private long named;

        Way(Peer from, String fromName, Peer to, String toName, boolean ofBytes) {
            this.from = from;
            this.fromName = fromName;
            this.to = to;
            this.toName = toName;
            this.ofBytes = ofBytes;
        }

        CompletableFuture<Outcome> move(List<Fetch.Part> parts) {
            long count = parts.stream().mapToLong(part -> part.marks().size()).sum();
            if (count == 0) {
                return CompletableFuture.completedFuture(Outcome.NOTHING);
            }
            return next(parts)
                    .thenApply(moved -> new Outcome(0, count, moved.copied(), moved.differences(), moved.failed()));
        }

        /** What is asked for next: one answer has so many bytes only, and what came is left out then. */
        private CompletableFuture<Outcome> next(List<Fetch.Part> left) {
            if (left.isEmpty() || (!mends && named >= Outcome.MOST_NAMED)) {
                return CompletableFuture.completedFuture(Outcome.NOTHING);
            }
            Fetch fetch = new Fetch(some(left), ofBytes, MOST_BYTES);
            return from.fetch(fetch).thenCompose(records -> {
                named += records.size();
                List<Fetch.Part> later = Fetched.left(left, fetch.parts(), records, ofBytes);
                return stored(records).thenCompose(outcome -> next(later).thenApply(outcome::and));
            });
        }

        private static List<Fetch.Part> some(List<Fetch.Part> left) {
            List<Fetch.Part> some = new ArrayList<>();
            int names = 0;
            for (Fetch.Part part : left) {
                if (names < NAMES_AT_A_TIME) {
                    some.add(part);
                    names += part.marks().size();
                }
            }
            return some;
        }

        private CompletableFuture<Outcome> stored(List<StoredRecord> records) {
            List<Difference> differences = records.stream()
                    .limit(Outcome.MOST_NAMED)
                    .map(this::difference)
                    .toList();
            if (!mends || ofBytes || records.isEmpty()) {
                differences.stream().filter(Difference::sameStamp).forEach(Comparison::tell);
                return CompletableFuture.completedFuture(new Outcome(0, 0, 0, differences, List.of()));
            }
            return to.store(records).thenApply(results -> {
                long held = results.stream().filter(CopyResult::held).count();
                LOGGER.log(
                        System.Logger.Level.INFO,
                        "{0} did not show {1} records that {2} has, and got them: {3}",
                        toName,
                        results.size(),
                        fromName,
                        differences.stream()
                                .limit(8)
                                .map(one -> one.id() + " of " + one.shardId())
                                .collect(Collectors.joining(", ")));
                List<String> refused = held == results.size()
                        ? List.of()
                        : List.of(toName + " did not take " + (results.size() - held) + " records");
                return new Outcome(0, 0, held, differences, refused);
            });
        }

        private Difference difference(StoredRecord record) {
            return new Difference(
                    PathHash.shardName(record.shard()), record.id().toString(), fromName, toName, ofBytes);
        }
    }

    private static void tell(Difference one) {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "{0} of {1} has other bytes on {2} than on {3}",
                one.id(),
                one.shardId(),
                one.heldBy(),
                one.missingOn());
    }
}
