package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/** Reads through the versions of a store. */
final class StoreReader implements AssertionReader {
    private static final System.Logger LOGGER = System.getLogger(StoreReader.class.getName());

    private final Versions versions;
    private final int shardCount;
    private volatile LostClaims lost;
    private final LargeReads large = new LargeReads();

    StoreReader(Versions versions, int shardCount, LostClaims lost) {
        this.versions = versions;
        this.shardCount = shardCount;
        this.lost = lost;
    }

    /** What it refuses. */
    LostClaims lost() {
        return lost;
    }

    /** From now on it refuses something else. */
    void refuse(LostClaims other) {
        lost = other;
    }

    @Override
    public List<Recorded> slot(String conceptPath, String predicate) {
        byte[] slot = RecordKey.slotPrefix(PathHash.shardOf(conceptPath, shardCount), conceptPath, predicate);
        try (LargeReads.Reading size = large.begin()) {
            return readingSlot(slot, version -> slotIn(version, slot, size));
        }
    }

    private static List<Recorded> slotIn(Version version, byte[] slot, LargeReads.Reading size) {
        List<byte[][]> found = new ArrayList<>();
        for (RunHandle handle : version.runs()) {
            if (handle.run().mayHoldSlot(slot)) {
                Cursor<byte[], byte[]> cursor = handle.run().claimsFrom(slot);
                while (cursor.hasNext() && RecordKey.sameSlot(slot, cursor.next())) {
                    found.add(new byte[][] {cursor.getKey(), cursor.getValue()});
                    size.took(cursor.getValue().length);
                }
            }
        }
        addFrom(version.frozen(), slot, found);
        addFrom(version.active(), slot, found);
        return decoded(shown(version, found));
    }

    /** Of several records of one id the one that is shown. */
    static List<byte[][]> shown(Version version, List<byte[][]> found) {
        if (found.size() < 2 || !version.hasTwins(RecordKey.shard(found.get(0)[0]))) {
            return found;
        }
        found.sort((one, other) -> Arrays.compareUnsigned(one[0], other[0]));
        Set<AssertionId> seen = new HashSet<>();
        found.removeIf(record -> !seen.add(RecordFormat.id(record[1])));
        return found;
    }

    @Override
    public void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
        byte[] slot = RecordKey.slotPrefix(PathHash.shardOf(conceptPath, shardCount), conceptPath, predicate);
        try (LargeReads.Reading size = large.begin()) { // the taker may gather what it is given
            readingSlot(slot, version -> {
                SlotScan scan = new SlotScan(version, slot, from);
                boolean more = true;
                while (more && scan.next()) {
                    size.took(scan.rest().length);
                    more = taker.test(RecordFormat.decode(scan.key(), scan.rest()));
                }
                return null;
            });
        }
    }

    @Override
    public Optional<Recorded> at(String conceptPath, String predicate, long recordedAt, Dot dot) {
        byte[] slot = RecordKey.slotPrefix(PathHash.shardOf(conceptPath, shardCount), conceptPath, predicate);
        byte[] key = RecordKey.of(slot, recordedAt, dot);
        return Optional.ofNullable(readingSlot(slot, version -> at(version, slot, key)));
    }

    /** What was shown when somebody noted its place may have a twin by now that is shown instead. */
    private static Recorded at(Version version, byte[] slot, byte[] key) {
        byte[] rest = restIn(version, slot, key);
        if (rest == null) {
            return null;
        }
        return version.hasTwins(RecordKey.shard(key))
                ? findIn(version, RecordFormat.id(rest))
                : RecordFormat.decode(key, rest);
    }

    /** The rest of a record under this very key, or null. */
    static byte[] restIn(Version version, byte[] slot, byte[] key) {
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            byte[] rest = table == null ? null : table.rest(key);
            if (rest != null) {
                return rest;
            }
        }
        for (RunHandle handle : version.runs()) {
            byte[] rest = handle.run().mayHoldSlot(slot) ? handle.run().rest(key) : null;
            if (rest != null) {
                return rest;
            }
        }
        return null;
    }

    private static void addFrom(MemTable table, byte[] slot, List<byte[][]> found) {
        if (table == null) {
            return;
        }
        NavigableMap<byte[], byte[]> claims = table.claims();
        for (Map.Entry<byte[], byte[]> entry : claims.tailMap(slot, true).entrySet()) {
            if (!RecordKey.sameSlot(slot, entry.getKey())) {
                break;
            }
            found.add(new byte[][] {entry.getKey(), entry.getValue()});
        }
    }

    /** Sorts by key, as parts may interleave once copies of other nodes are among them. */
    static List<Recorded> decoded(List<byte[][]> found) {
        for (int i = 1; i < found.size(); i++) {
            if (Arrays.compareUnsigned(found.get(i - 1)[0], found.get(i)[0]) > 0) {
                found.sort((one, other) -> Arrays.compareUnsigned(one[0], other[0]));
                break;
            }
        }
        List<Recorded> records = new ArrayList<>(found.size());
        for (byte[][] pair : found) {
            records.add(RecordFormat.decode(pair[0], pair[1]));
        }
        return records;
    }

    @Override
    public SlotCursor slots(SlotRange range) {
        return slots(SlotBounds.of(range, shardCount));
    }

    /** Walks slots of some shards only. */
    SlotCursor slots(SlotRange range, Set<Integer> shards) {
        return slots(SlotBounds.of(range, shardCount).only(shards));
    }

    private SlotCursor slots(SlotBounds bounds) {
        Version version = versions.hold();
        try {
            lost.refuseRange(bounds);
            return new SlotWalk(version, bounds);
        } catch (MVStoreException damaged) {
            version.release();
            throw unavailable(damaged);
        } catch (StemeException refused) {
            version.release();
            throw refused;
        }
    }

    @Override
    public Optional<Recorded> find(AssertionId id) {
        Recorded found = reading(version -> findIn(version, id));
        if (found == null) {
            lost.refuseAnyId(id, shardCount);
        }
        return Optional.ofNullable(found);
    }

    /** The assertion of an id whose shard is known: what others have lost does not matter to it. */
    Optional<Recorded> find(AssertionId id, int shard) {
        Recorded found = reading(version -> findIn(version, id));
        if (found == null) {
            lost.refuseId(id, shard);
        }
        return Optional.ofNullable(found);
    }

    /** Whether a record is there, whatever else is lost: for a repair, which is about to add what it still finds. */
    boolean holds(AssertionId id) {
        return reading(version -> findIn(version, id)) != null;
    }

    private static Recorded findIn(Version version, AssertionId id) {
        StoredRecord found = storedIn(version, id);
        return found == null ? null : found.decoded();
    }

    /** The record of an id that is shown, as it is stored, whatever else is lost; null if there is none. */
    StoredRecord stored(AssertionId id) {
        return reading(version -> storedIn(version, id));
    }

    /** Whether there is a record under this very key. */
    boolean holds(byte[] key) {
        return reading(version -> restIn(version, RecordKey.slotOf(key), key)) != null;
    }

    static StoredRecord storedIn(Version version, AssertionId id) {
        StoredRecord least = null;
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            byte[] key = table == null ? null : table.key(id);
            if (key != null) {
                least = least(least, new StoredRecord(key, table.rest(key)));
                if (!version.hasTwins()) {
                    return least;
                }
            }
        }
        if (version.runs().isEmpty()) {
            return least;
        }
        byte[] idKey = RunMaps.idKey(id);
        for (RunHandle handle : version.runs()) {
            StoredRecord found = storedIn(handle.run(), id, idKey);
            if (found != null) {
                least = least(least, found);
                if (!version.hasTwins()) {
                    return least;
                }
            }
        }
        return least;
    }

    static StoredRecord storedIn(Run run, AssertionId id, byte[] idKey) {
        byte[] key = run.key(idKey);
        if (key == null) {
            return null;
        }
        byte[] rest = run.rest(key);
        if (rest == null) {
            throw new IllegalStateException(
                    "the id index of " + run.entry().fileName() + " names a record that the run does not hold");
        }
        return RecordFormat.id(rest).equals(id) ? new StoredRecord(key, rest) : null;
    }

    /** The one of two that is shown; either may be null. */
    static StoredRecord least(StoredRecord one, StoredRecord other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Arrays.compareUnsigned(one.key(), other.key()) > 0 ? other : one;
    }

    /** What a caller's idempotency hash stood for last, if it was seen. */
    Optional<KeyUse> byIdempotency(byte[] hash) {
        return Optional.ofNullable(reading(version -> byIdempotencyIn(version, hash)));
    }

    private static KeyUse byIdempotencyIn(Version version, byte[] hash) {
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            KeyUse use = table == null ? null : table.byIdempotency(hash);
            if (use != null) {
                return use;
            }
        }
        // A key that was forgotten may have been used again, and the run that remembers the first use may still be
        // there.
        return version.runs().stream()
                .map(handle -> handle.run().byIdempotency(hash))
                .filter(Objects::nonNull)
                .reduce(KeyUse::later)
                .orElse(null);
    }

    /** The same of a slot. What is lost is looked up once the version is held: a version lacks it only after that. */
    private <T> T readingSlot(byte[] slot, Function<Version, T> read) {
        return reading(version -> {
            lost.refuseSlot(slot);
            return read.apply(version);
        });
    }

    /** Reads under a held version; a damaged block becomes a refusal, never a shorter answer. */
    <T> T reading(Function<Version, T> read) {
        Version version = versions.hold();
        try {
            return read.apply(version);
        } catch (MVStoreException damaged) {
            throw unavailable(damaged);
        } finally {
            version.release();
        }
    }

    static StemeException unavailable(MVStoreException damaged) {
        LOGGER.log(System.Logger.Level.DEBUG, "a run cannot be read", damaged); // it was named when it was met first
        return StemeException.of(
                        Refusal.SHARD_UNAVAILABLE,
                        "a file that may hold part of the answer is damaged; nothing is answered")
                .hinting("the server's log names the file and the offset");
    }
}
