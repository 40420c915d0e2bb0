package io.stemedb.cluster.fact;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The facts that this node knows, and how it states new ones. What it knows may be asked from any thread. */
public final class FactBook {
    /** Whoever states a fact may be the loop, which waits for nothing. */
    private static final Recording.Terms AT_ONCE = new Recording.Terms(Ack.LEADER, Duration.ZERO);

    /** So long a fact is tried again while too much waits for the journal. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final Duration TRY_AGAIN = Duration.ofMillis(50);
    private static final int ATTEMPTS = 4;

    private final String self;
    private final Recording own;
    private final Loop loop;
    private final Map<FactKey, StoredRecord> records = new ConcurrentHashMap<>();
    private final Map<FactKey, Long> given = new HashMap<>();
    private volatile Facts facts = Facts.NONE;

    /**
     * @param self the node's name
     * @param own the recorder of this node
     */
    public FactBook(String self, Recording own, Loop loop) {
        this.self = self;
        this.own = own;
        this.loop = loop;
    }

    /** Reads all facts that a store has: to be called before any is applied. */
    public void load(AssertionReader store) {
        try (SlotCursor cursor = store.slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, true))) {
            while (cursor.next()) {
                cursor.claims().forEach(this::applied);
            }
        }
    }

    /** Takes in a record that has become visible; those that are no facts are passed over. */
    public void applied(Recorded recorded) {
        if (!recorded.assertion().conceptPath().startsWith(FactKey.ROOT)) {
            return;
        }
        Fact.read(recorded).ifPresent(fact -> {
            synchronized (given) {
                Facts next = facts.with(fact);
                if (next != facts) {
                    records.put(fact.key(), StoredRecord.of(PathHash.SYSTEM_SHARD, recorded));
                    facts = next;
                }
            }
        });
    }

    /** What is known now. */
    public Facts facts() {
        return facts;
    }

    /** The greatest version that is known of what a record is about, as it is stored. */
    public Optional<StoredRecord> greatest(StoredRecord record) {
        return Fact.read(record.decoded()).map(fact -> records.get(fact.key()));
    }

    /** States a fact on this node: durable here, and told to others without waiting for them. */
    public CompletableFuture<StoredRecord> put(FactKey key, CanonicalJson value, Collection<Peer> others) {
        return record(key, value).thenApply(record -> {
            for (Peer other : others) {
                var unused = other.fact(record);
            }
            return record;
        });
    }

    private CompletableFuture<StoredRecord> record(FactKey key, CanonicalJson value) {
        Fact fact;
        synchronized (given) {
            long version = Math.max(facts.nextVersion(key), given.getOrDefault(key, 0L) + 1);
            given.put(key, version);
            fact = new Fact(key, version, self, value);
        }
        Append append = new Append(fact.assertion(loop.wallMicros()), null, null);
        return recorded(append, loop.nanos())
                .thenApply(outcome -> StoredRecord.of(PathHash.SYSTEM_SHARD, outcome.orThrow()));
    }

    private CompletableFuture<AppendOutcome> recorded(Append append, long begun) {
        return own.submit(List.of(append), AT_ONCE).thenCompose(outcomes -> {
            AppendOutcome outcome = outcomes.get(0);
            boolean lacksRoom = outcome.whyRefused()
                    .filter(why -> why.refusal() == Refusal.RATE_LIMITED)
                    .isPresent();
            return lacksRoom && loop.nanos() - begun < PATIENCE_NANOS
                    ? later(append, begun)
                    : CompletableFuture.completedFuture(outcome);
        });
    }

    private CompletableFuture<AppendOutcome> later(Append append, long begun) {
        CompletableFuture<AppendOutcome> end = loop.promise();
        loop.later(TRY_AGAIN, () -> {
            var unused = recorded(append, begun).whenComplete((outcome, failure) -> {
                if (failure == null) {
                    end.complete(outcome);
                } else {
                    end.completeExceptionally(failure);
                }
            });
        });
        return end;
    }

    /**
     * States a fact so that it is not lost again: a majority has it as the greatest that it knows. A greater one of
     * somebody else is outdone.
     *
     * @param others live nodes by id; all of them are told
     * @param counted nodes of which more than half must have it. What others answer counts for nothing: a node that was
     *     removed, or is not let in yet, may be gone for good the next moment
     * @return false if too few nodes had it as the greatest; it may count later all the same
     */
    public CompletableFuture<Boolean> publish(
            FactKey key, CanonicalJson value, Map<String, Peer> others, Set<String> counted) {
        return publish(key, value, others, counted, ATTEMPTS);
    }

    /** The same, but one that is outdone stays so, and the next one does not outdo what is not known here yet. */
    public CompletableFuture<Boolean> publishOnce(
            FactKey key, CanonicalJson value, Map<String, Peer> others, Set<String> counted) {
        return publish(key, value, others, counted, 1);
    }

    private CompletableFuture<Boolean> publish(
            FactKey key, CanonicalJson value, Map<String, Peer> others, Set<String> counted, int attempts) {
        return record(key, value).thenCompose(record -> {
            Fact stated = Fact.read(record.decoded()).orElseThrow();
            Map<String, CompletableFuture<Optional<Fact>>> asked = new TreeMap<>();
            others.forEach((id, other) -> asked.put(
                    id,
                    other.fact(record)
                            .handle((answer, failure) ->
                                    failure == null ? Fact.read(answer.decoded()) : Optional.<Fact>empty())));
            return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                    .thenCompose(done -> {
                        Map<String, Fact> answers = new TreeMap<>();
                        asked.forEach((id, answer) -> answer.join().ifPresent(fact -> answers.put(id, fact)));
                        Optional<Fact> greater = answers.values().stream()
                                .filter(answer -> Fact.BY_RANK.compare(answer, stated) > 0)
                                .findFirst();
                        greater.filter(fact -> attempts > 1).ifPresent(this::heard);
                        return greater.isPresent() && attempts > 1
                                ? publish(key, value, others, counted, attempts - 1)
                                : CompletableFuture.completedFuture(
                                        greater.isEmpty() && haveAgreed(answers, stated, counted));
                    });
        });
    }

    private boolean haveAgreed(Map<String, Fact> answers, Fact stated, Set<String> counted) {
        Set<String> agreeing = new HashSet<>(Set.of(self));
        answers.forEach((id, answer) -> {
            if (Fact.BY_RANK.compare(answer, stated) == 0) {
                agreeing.add(id);
            }
        });
        agreeing.retainAll(counted);
        return agreeing.size() * 2 > counted.size();
    }

    /** The next version must be above this one, which comes by itself later. */
    private void heard(Fact greater) {
        synchronized (given) {
            given.merge(greater.key(), greater.version(), Math::max);
        }
    }
}
