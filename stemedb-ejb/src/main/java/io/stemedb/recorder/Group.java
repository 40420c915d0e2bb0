package io.stemedb.recorder;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.AppendOutcome.AlreadyHeld;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.RecordSums;
import io.stemedb.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides what one force will make durable. Nothing outside changes until the group is written: numbers given to a
 * group that is dropped are given again, so that the dots of a shard have no gaps.
 */
final class Group {
    /**
     * A new record, and what the journal keeps of it.
     *
     * @param shown whether it is shown from now on: another record of its id may be
     */
    record Entry(Recorded recorded, byte[] key, byte[] rest, boolean shown) {}

    private final Store store;
    private final HybridClock clock;
    private final long recorder;
    private final int shardCount;
    private final long idempotencyMicros;
    private final int largestRecord;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<AssertionId, Recorded> byId = new HashMap<>();
    private final List<byte[]> notes = new ArrayList<>();
    private final Map<ByteBuffer, AssertionId> byIdempotency = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<AssertionId, StoredRecord> copies = new HashMap<>();
    private final Set<ByteBuffer> copyKeys = new HashSet<>();
    private final List<byte[]> known = new ArrayList<>();
    private RecordSums leaves;
    private long payloadBytes;

    Group(Store store, HybridClock clock, RecorderOptions options) {
        this.store = store;
        this.clock = clock;
        this.recorder = options.name().identity().recorder();
        this.shardCount = options.shardCount();
        this.idempotencyMicros = options.idempotencyMicros();
        this.largestRecord = options.largestRecord();
    }

    /** The outcome of an append, given that the group becomes durable. */
    AppendOutcome decide(Append append) {
        try {
            // The key comes first: a client that gives one asks for what it stands for, and no other claim is an answer
            // to that.
            AssertionId named = append.idempotency() == null ? null : namedBy(append.idempotency());
            if (named != null && !named.equals(append.assertion().id())) {
                return new Refused(StemeException.of(
                                Refusal.KEY_REUSED,
                                "this Idempotency-Key was used for another claim on the same concept_path")
                        .at("/Idempotency-Key")
                        .hinting("use a new key for a new claim; keys are remembered for 24 h"));
            }
            Recorded held = held(append.assertion());
            if (held == null) {
                return new Appended(add(append));
            }
            if (append.idempotency() != null && named == null) {
                note(append.idempotency(), held.id());
            }
            return new AlreadyHeld(held);
        } catch (StemeException refused) {
            return new Refused(refused);
        }
    }

    /**
     * The outcome of a copy, given that the group becomes durable. An id decides whether it is news, a dot never does.
     */
    CopyOutcome decide(Copy copy) {
        StoredRecord shown = shown(copy.recorded().id());
        if (shown == null) {
            take(copy, new Entry(copy.recorded(), copy.key(), copy.rest(), true));
            return new CopyOutcome.Taken();
        }
        boolean here = Arrays.equals(shown.key(), copy.key())
                || copyKeys.contains(ByteBuffer.wrap(copy.key()))
                || store.copies().holds(copy.key());
        if (here) {
            known.add(copy.key());
            return new CopyOutcome.Known();
        }
        if (leaves == null) { // which few groups need
            leaves = new RecordSums();
        }
        JournalEntry.Twin twin = new JournalEntry.Twin(
                copy.key(), copy.rest(), JournalEntry.stampOf(shown.key()), leaves.leafBytes(shown));
        take(copy, new Entry(copy.recorded(), JournalEntry.twinKey(), twin.journalRest(), twin.wins()));
        return new CopyOutcome.Taken();
    }

    /** The record of an id that is shown: of this group, or of the store, whatever is lost there. */
    private StoredRecord shown(AssertionId id) {
        StoredRecord inGroup = copies.get(id);
        if (inGroup != null) {
            return inGroup;
        }
        Recorded appended = byId.get(id);
        return appended != null
                ? StoredRecord.of(PathHash.shardOf(appended.assertion(), shardCount), appended)
                : store.copies().shown(id).orElse(null);
    }

    private void take(Copy copy, Entry entry) {
        entries.add(entry);
        copyKeys.add(ByteBuffer.wrap(copy.key()));
        if (entry.shown()) {
            byId.put(copy.recorded().id(), copy.recorded());
            copies.put(copy.recorded().id(), new StoredRecord(copy.key(), copy.rest()));
        }
        clock.observe(copy.recorded().recordedAt(), RecordKey.shard(copy.key()) != PathHash.SYSTEM_SHARD);
        payloadBytes += Journal.payloadBytes(entry.key(), entry.rest());
    }

    private Recorded held(Assertion assertion) {
        Recorded inGroup = byId.get(assertion.id());
        return inGroup != null
                ? inGroup
                : store.find(assertion.id(), PathHash.shardOf(assertion, shardCount))
                        .orElse(null);
    }

    /** The claim that a key stands for still, or null. */
    private AssertionId namedBy(byte[] hash) {
        AssertionId inGroup = byIdempotency.get(ByteBuffer.wrap(hash));
        if (inGroup != null) {
            return inGroup;
        }
        return store.byIdempotency(hash)
                .filter(use -> use.at() > clock.stableThrough() - idempotencyMicros)
                .map(KeyUse::id)
                .orElse(null);
    }

    /** A key binds from its first use on, even if that was the repeat of a claim. */
    private void note(byte[] hash, AssertionId id) {
        byte[] note = new KeyUse(id, clock.next()).note(hash);
        notes.add(note);
        byIdempotency.put(ByteBuffer.wrap(hash), id);
        payloadBytes += Journal.payloadBytes(KeyUse.noteKey(), note);
    }

    private Recorded add(Append append) {
        Assertion assertion = append.assertion();
        int shard = PathHash.shardOf(assertion, shardCount);
        long n = numbers.computeIfAbsent(shard, store::given) + 1;
        Recorded recorded =
                new Recorded(assertion, clock.next(), new Dot(recorder, n), append.idempotency(), append.batch());
        Entry entry = new Entry(recorded, RecordKey.of(shard, recorded), RecordFormat.encode(recorded), true);
        int bytes = Journal.payloadBytes(entry.key(), entry.rest());
        if (bytes > largestRecord) {
            throw StemeException.tooLarge(
                    "", "a stored claim has at most " + largestRecord + " bytes", (long) largestRecord);
        }
        numbers.put(shard, n);
        entries.add(entry);
        byId.put(assertion.id(), recorded);
        if (append.idempotency() != null) {
            byIdempotency.put(ByteBuffer.wrap(append.idempotency()), assertion.id());
        }
        payloadBytes += bytes;
        return recorded;
    }

    /** Writes it, in the order of its numbers. */
    void addTo(Journal journal) {
        entries.forEach(entry -> journal.add(entry.key(), entry.rest()));
        notes.forEach(note -> journal.add(KeyUse.noteKey(), note));
    }

    /** Takes it into the store, and tells of each record that is shown from then on. */
    void applyTo(Store target, Consumer<Recorded> applied) {
        notes.forEach(note -> target.apply(KeyUse.noteKey(), note));
        for (Entry entry : entries) {
            target.apply(entry.key(), entry.rest());
            if (entry.shown()) {
                applied.accept(entry.recorded());
            }
        }
    }

    /** Copies that were there before. */
    List<byte[]> known() {
        return known;
    }

    int size() {
        return entries.size() + notes.size();
    }

    long payloadBytes() {
        return payloadBytes;
    }
}
