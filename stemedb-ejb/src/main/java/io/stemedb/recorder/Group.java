package io.stemedb.recorder;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.recorder.AppendOutcome.AlreadyHeld;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what one force will make durable. Nothing outside changes until the group is written: numbers given to a
 * group that is dropped are given again, so that the dots of a shard have no gaps.
 */
final class Group {
    /** A new record and its bytes. */
    record Entry(Recorded recorded, byte[] key, byte[] rest) {}

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
    private long payloadBytes;

    Group(Store store, HybridClock clock, RecorderOptions options) {
        this.store = store;
        this.clock = clock;
        this.recorder = options.recorder();
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
        long n = numbers.computeIfAbsent(shard, s -> store.dot(recorder, s)) + 1;
        Recorded recorded =
                new Recorded(assertion, clock.next(), new Dot(recorder, n), append.idempotency(), append.batch());
        Entry entry = new Entry(recorded, RecordKey.of(shard, recorded), RecordFormat.encode(recorded));
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

    List<Entry> entries() {
        return entries;
    }

    /** Notes of keys, to be written behind the entries. */
    List<byte[]> notes() {
        return notes;
    }

    /** The greatest number given in each shard. */
    Map<Integer, Long> numbers() {
        return numbers;
    }

    int size() {
        return entries.size() + notes.size();
    }

    long payloadBytes() {
        return payloadBytes;
    }
}
