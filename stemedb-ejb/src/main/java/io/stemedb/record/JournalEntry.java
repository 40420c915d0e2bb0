package io.stemedb.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a record of the journal is. All are kept as a key and a rest; what they are is told by the key: a note has an
 * empty one, a twin one of a single byte, and that of a stored record is never so short.
 */
public sealed interface JournalEntry {
    /** A record of an id that was not held. */
    record New(byte[] key, byte[] rest) implements JournalEntry {
        @Override
        public <T> T fold(Function<New, T> isNew, Function<Twin, T> twin, Function<Note, T> note) {
            return isNew.apply(this);
        }
    }

    /**
     * A record of an id that is held under another key: several nodes have taken the same claim. Both are kept, and the
     * one with the least stamp is shown. It says itself what it stands beside, so that whoever reads the journal back
     * need not look that up.
     *
     * @param shown stamp of the record that was shown until then: the last {@link RecordKey#STAMP} bytes of its key
     * @param shownLeaf what that record adds to the sums of its shard, 32 bytes
     */
    record Twin(byte[] key, byte[] rest, byte[] shown, byte[] shownLeaf) implements JournalEntry {
        @Override
        public <T> T fold(Function<New, T> isNew, Function<Twin, T> twin, Function<Note, T> note) {
            return twin.apply(this);
        }

        /** Whether this record is shown from now on. */
        public boolean wins() {
            return Arrays.compareUnsigned(stampOf(key), shown) < 0;
        }

        /** The rest under which the journal keeps it; its key is {@link #twinKey}. */
        public byte[] journalRest() {
            return ByteBuffer.allocate(Short.BYTES + key.length + shown.length + shownLeaf.length + rest.length)
                    .putShort((short) key.length)
                    .put(key)
                    .put(shown)
                    .put(shownLeaf)
                    .put(rest)
                    .array();
        }
    }

    /** The use of a caller's key with a claim that was held before, see {@link KeyUse}. */
    record Note(byte[] rest) implements JournalEntry {
        @Override
        public <T> T fold(Function<New, T> isNew, Function<Twin, T> twin, Function<Note, T> note) {
            return note.apply(this);
        }
    }

    /** Bytes of a leaf. */
    int LEAF = 4 * Long.BYTES;

    /** Tells them apart. A new kind adds a parameter here, so that no caller can overlook it. */
    <T> T fold(Function<New, T> isNew, Function<Twin, T> twin, Function<Note, T> note);

    /** The record in it, shown or not; a note has none. */
    default Optional<StoredRecord> stored() {
        return fold(
                fresh -> Optional.of(new StoredRecord(fresh.key(), fresh.rest())),
                twin -> Optional.of(new StoredRecord(twin.key(), twin.rest())),
                note -> Optional.empty());
    }

    /** Reads a record of the journal. */
    static JournalEntry of(byte[] key, byte[] rest) {
        return switch (key.length) {
            case 0 -> new Note(rest);
            case 1 -> twin(rest);
            default -> new New(key, rest);
        };
    }

    /**
     * What the journal is to say of a record.
     *
     * @param shown the record of the same id that is shown until now, or null
     * @param leaf what a record adds to the sums of its shard
     */
    static JournalEntry beside(StoredRecord record, StoredRecord shown, Function<StoredRecord, byte[]> leaf) {
        return shown == null
                ? new New(record.key(), record.rest())
                : new Twin(record.key(), record.rest(), stampOf(shown.key()), leaf.apply(shown));
    }

    /** The key under which the journal keeps a twin. */
    static byte[] twinKey() {
        return new byte[] {1};
    }

    private static Twin twin(byte[] journalRest) {
        ByteBuffer in = ByteBuffer.wrap(journalRest);
        byte[] key = new byte[in.getShort() & 0xffff];
        byte[] shown = new byte[RecordKey.STAMP];
        byte[] leaf = new byte[LEAF];
        in.get(key).get(shown).get(leaf);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return new Twin(key, rest, shown, leaf);
    }

    /** The stamp that a key ends with: when and by whom the record was made. */
    static byte[] stampOf(byte[] key) {
        return Arrays.copyOfRange(key, key.length - RecordKey.STAMP, key.length);
    }
}
