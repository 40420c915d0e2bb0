package io.stemedb.refusal;

import static java.util.Objects.requireNonNull;

/**
 * Declines a request and tells the client how to mend it. The message is the detail: a short text that the client gets
 * to read, so it names no file, class or secret of the server.
 *
 * <p>The exception has no stack trace and no cause. Hostile input can make the server throw it thousands of times a
 * second, and a trace would say nothing about the client's fault.
 *
 * <p>An instance never changes: {@link #at}, {@link #limitedTo}, {@link #hinting} and {@link #about} return copies,
 * which the caller must throw instead.
 */
public final class StemeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String field;
    private final Long limit;
    private final String hint;
    private final String id;

    private StemeException(Refusal refusal, String detail, String field, Long limit, String hint, String id) {
        super(requireNonNull(detail, "detail"), null, false, false);
        this.refusal = requireNonNull(refusal, "refusal");
        this.field = field;
        this.limit = limit;
        this.hint = hint;
        this.id = id;
    }

    /**
     * A refusal without a field, a limit, a hint or an id.
     *
     * @param detail what is wrong, for the client
     */
    public static StemeException of(Refusal refusal, String detail) {
        return new StemeException(refusal, detail, null, null, null, null);
    }

    /**
     * A field that breaks a rule of the data model: {@link Refusal#MALFORMED}.
     *
     * @param field what is at fault, as {@link #field()} returns it
     * @param detail the rule that the field breaks
     */
    public static StemeException malformed(String field, String detail) {
        return new StemeException(Refusal.MALFORMED, detail, field, null, null, null);
    }

    /**
     * A field that passes a limit of the data model: {@link Refusal#MALFORMED}. For a request that has too many bytes,
     * use {@link #tooLarge}.
     *
     * @param field what is at fault, as {@link #field()} returns it
     * @param detail names the limit and its unit
     * @param limit greatest value allowed, in the unit that the detail names: bytes, segments, decimals, levels
     */
    public static StemeException overLimit(String field, String detail, long limit) {
        return new StemeException(Refusal.MALFORMED, detail, field, limit, null, null);
    }

    /**
     * A body, a line, a stored record or an answer that has too many bytes: {@link Refusal#TOO_LARGE}.
     *
     * @param field what is at fault, as {@link #field()} returns it
     * @param limit greatest size allowed, in bytes
     */
    public static StemeException tooLarge(String field, String detail, long limit) {
        return new StemeException(Refusal.TOO_LARGE, detail, field, limit, null, null);
    }

    /**
     * A copy that names another field. The code that checks a part of a document does not know where the part stands;
     * its caller does.
     */
    public StemeException at(String newField) {
        return new StemeException(refusal, getMessage(), newField, limit, hint, id);
    }

    /** A copy with the limit that was passed, in the unit that the detail names. */
    public StemeException limitedTo(long newLimit) {
        return new StemeException(refusal, getMessage(), field, newLimit, hint, id);
    }

    /** A copy that tells the client what to do next. */
    public StemeException hinting(String newHint) {
        return new StemeException(refusal, getMessage(), field, limit, newHint, id);
    }

    /** A copy that names the assertion concerned, by the text of its id. */
    public StemeException about(String newId) {
        return new StemeException(refusal, getMessage(), field, limit, hint, newId);
    }

    /** Why the request was declined. Never null. */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * What is at fault, as a JSON pointer into the body (RFC 6901), such as {@code /confidence}. The pointer is empty
     * if the body as a whole is at fault. A query parameter, a header or a part of the path has a slash before its
     * name.
     *
     * @return null if the fault is in none of these
     */
    public String field() {
        return field;
    }

    /** The limit that was passed, in the unit that the detail names; null if no limit was. */
    public Long limit() {
        return limit;
    }

    /** What the client can do next; null if the detail says enough. */
    public String hint() {
        return hint;
    }

    /** The assertion concerned, as its id in text; null if the refusal is about no single assertion. */
    public String id() {
        return id;
    }
}
