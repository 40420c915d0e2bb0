package io.stemedb.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of a stored record that its {@link RecordKey} does not say, version 1. On disk for ever.
 *
 * <p>Layout: format (1 byte), flags (1), id (32), asserted_at (8), confidence in millionths (4), source; then for a
 * claim its value, for a retraction its target (32) and reason; then in this order what the flags name: valid_from (8),
 * valid_to (8), supersedes (32), nonce (16), metadata, idempotency (16), batch. Texts are a length (7 bits a byte, low
 * first) and UTF-8.
 */
public final class RecordFormat {
    private static final byte VERSION = 1;
    private static final int RETRACTION = 1;
    private static final int VALID_FROM = 1 << 1;
    private static final int VALID_TO = 1 << 2;
    private static final int SUPERSEDES = 1 << 3;
    private static final int NONCE = 1 << 4;
    private static final int METADATA = 1 << 5;
    private static final int IDEMPOTENCY = 1 << 6;
    private static final int BATCH = 1 << 7;
    private static final int ID_AT = 2;
    private static final int FIXED = 2 + AssertionId.BYTES + Long.BYTES + Integer.BYTES;
    private static final int HASH = 16;
    private static final HexFormat HEX = HexFormat.of();

    private RecordFormat() {}

    /** The bytes of a record behind its key. */
    public static byte[] encode(Recorded record) {
        Assertion a = record.assertion();
        byte[] source = a.source().getBytes(UTF_8);
        byte[] main = a.kind() == Kind.ASSERTION ? a.value().utf8() : reason(a);
        byte[] metadata = a.metadata() == null ? null : a.metadata().utf8();
        byte[] batch = record.batch() == null ? null : record.batch().getBytes(UTF_8);
        int flags = flags(record);
        ByteBuffer out = ByteBuffer.allocate(FIXED
                + StoredText.size(source)
                + StoredText.size(main)
                + StoredText.size(metadata)
                + StoredText.size(batch)
                + extra(flags));
        out.put(VERSION)
                .put((byte) flags)
                .put(a.id().bytes())
                .putLong(a.assertedAt())
                .putInt(a.confidence());
        StoredText.put(out, source);
        if (a.kind() == Kind.RETRACTION) {
            out.put(a.target().bytes());
        }
        StoredText.put(out, main);
        putOptional(out, record, flags, metadata, batch);
        return out.array();
    }

    /** No reason and an empty text are the same bytes: an empty reason is refused at the door. */
    private static byte[] reason(Assertion retraction) {
        return retraction.reason() == null ? new byte[0] : retraction.reason().getBytes(UTF_8);
    }

    private static void putOptional(ByteBuffer out, Recorded record, int flags, byte[] metadata, byte[] batch) {
        Assertion a = record.assertion();
        if ((flags & VALID_FROM) != 0) {
            out.putLong(a.validFrom());
        }
        if ((flags & VALID_TO) != 0) {
            out.putLong(a.validTo());
        }
        if ((flags & SUPERSEDES) != 0) {
            out.put(a.supersedes().bytes());
        }
        if ((flags & NONCE) != 0) {
            out.put(HEX.parseHex(a.nonce()));
        }
        if (metadata != null) {
            StoredText.put(out, metadata);
        }
        if ((flags & IDEMPOTENCY) != 0) {
            out.put(record.idempotency());
        }
        if (batch != null) {
            StoredText.put(out, batch);
        }
    }

    /** Reads a record back from its two parts. */
    public static Recorded decode(byte[] key, byte[] rest) {
        ByteBuffer in = ByteBuffer.wrap(rest);
        if (in.get() != VERSION) {
            throw new IllegalStateException(
                    "a stored record has format " + rest[0] + ", this version reads " + VERSION);
        }
        return decode(key, in);
    }

    private static Recorded decode(byte[] key, ByteBuffer in) {
        int flags = in.get();
        AssertionId id = AssertionId.of(bytes(in, AssertionId.BYTES));
        long assertedAt = in.getLong();
        int confidence = in.getInt();
        String source = new String(StoredText.get(in), UTF_8);
        boolean retraction = (flags & RETRACTION) != 0;
        AssertionId target = retraction ? AssertionId.of(bytes(in, AssertionId.BYTES)) : null;
        byte[] main = StoredText.get(in);
        Optionals more = Optionals.read(in, flags);
        Assertion assertion = new Assertion(
                id,
                retraction ? Kind.RETRACTION : Kind.ASSERTION,
                RecordKey.conceptPath(key),
                RecordKey.predicate(key),
                retraction ? null : CanonicalJson.ofCanonical(main),
                source,
                confidence,
                assertedAt,
                more.validFrom,
                more.validTo,
                more.supersedes,
                target,
                retraction && main.length > 0 ? new String(main, UTF_8) : null,
                more.nonce,
                more.metadata);
        return new Recorded(assertion, RecordKey.recordedAt(key), RecordKey.dot(key), more.idempotency, more.batch);
    }

    /** What the flags name, in the order in which it stands. */
    private record Optionals(
            long validFrom,
            long validTo,
            AssertionId supersedes,
            String nonce,
            CanonicalJson metadata,
            byte[] idempotency,
            String batch) {

        static Optionals read(ByteBuffer in, int flags) {
            long validFrom = (flags & VALID_FROM) != 0 ? in.getLong() : Assertion.UNBOUNDED;
            long validTo = (flags & VALID_TO) != 0 ? in.getLong() : Assertion.UNBOUNDED;
            AssertionId supersedes = (flags & SUPERSEDES) != 0 ? AssertionId.of(bytes(in, AssertionId.BYTES)) : null;
            String nonce = (flags & NONCE) != 0 ? HEX.formatHex(bytes(in, HASH)) : null;
            CanonicalJson metadata = (flags & METADATA) != 0 ? CanonicalJson.ofCanonical(StoredText.get(in)) : null;
            byte[] idempotency = (flags & IDEMPOTENCY) != 0 ? bytes(in, HASH) : null;
            String batch = (flags & BATCH) != 0 ? new String(StoredText.get(in), UTF_8) : null;
            return new Optionals(validFrom, validTo, supersedes, nonce, metadata, idempotency, batch);
        }
    }

    /** The id alone, without reading the rest. */
    public static AssertionId id(byte[] rest) {
        return AssertionId.of(Arrays.copyOfRange(rest, ID_AT, ID_AT + AssertionId.BYTES));
    }

    /** Whether the server filled in asserted_at, which is outside the id then. */
    public static boolean hasNonce(byte[] rest) {
        return (rest[1] & NONCE) != 0;
    }

    /** When the source says so, alone. */
    public static long assertedAt(byte[] rest) {
        return ByteBuffer.wrap(rest).getLong(ID_AT + AssertionId.BYTES);
    }

    /** The source alone. */
    public static String source(byte[] rest) {
        return new String(StoredText.get(ByteBuffer.wrap(rest).position(FIXED)), UTF_8);
    }

    /** The idempotency hash alone, or null. */
    public static byte[] idempotency(byte[] key, byte[] rest) {
        return (rest[1] & IDEMPOTENCY) == 0 ? null : decode(key, rest).idempotency();
    }

    private static int flags(Recorded record) {
        Assertion a = record.assertion();
        return (a.kind() == Kind.RETRACTION ? RETRACTION : 0)
                | (a.validFrom() != Assertion.UNBOUNDED ? VALID_FROM : 0)
                | (a.validTo() != Assertion.UNBOUNDED ? VALID_TO : 0)
                | (a.supersedes() != null ? SUPERSEDES : 0)
                | (a.nonce() != null ? NONCE : 0)
                | (a.metadata() != null ? METADATA : 0)
                | (record.idempotency() != null ? IDEMPOTENCY : 0)
                | (record.batch() != null ? BATCH : 0);
    }

    private static int extra(int flags) {
        int ids = ((flags & RETRACTION) != 0 ? 1 : 0) + ((flags & SUPERSEDES) != 0 ? 1 : 0);
        int longs = ((flags & VALID_FROM) != 0 ? 1 : 0) + ((flags & VALID_TO) != 0 ? 1 : 0);
        int hashes = ((flags & NONCE) != 0 ? 1 : 0) + ((flags & IDEMPOTENCY) != 0 ? 1 : 0);
        return ids * AssertionId.BYTES + longs * Long.BYTES + hashes * HASH;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
