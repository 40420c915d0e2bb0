package io.stemedb.refusal;

import static java.util.Objects.requireNonNull;

/**
 * A request that was declined, with what the client needs to mend it.
 *
 * <p>It carries no stack trace: it is an answer to a client's fault, thrown thousands of times a second under hostile
 * input, and says nothing about the server's code.
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

    /** A refusal that is about the request as a whole. */
    public static StemeException of(Refusal refusal, String detail) {
        return new StemeException(refusal, detail, null, null, null, null);
    }

    /**
     * A field that breaks a rule of the data model.
     *
     * @param field JSON pointer of the field, such as {@code /confidence}; for a query parameter its name behind a
     *     slash
     */
    public static StemeException malformed(String field, String detail) {
        return new StemeException(Refusal.MALFORMED, detail, field, null, null, null);
    }

    /** A field over a size limit that is no matter of bytes on the wire: 400, with the limit named. */
    public static StemeException overLimit(String field, String detail, long limit) {
        return new StemeException(Refusal.MALFORMED, detail, field, limit, null, null);
    }

    /** A body or line too large to be taken at all: 413, with the limit in bytes. */
    public static StemeException tooLarge(String field, String detail, long limit) {
        return new StemeException(Refusal.TOO_LARGE, detail, field, limit, null, null);
    }

    /** The same refusal about another field, for a caller that knows where the part it had checked stood. */
    public StemeException at(String newField) {
        return new StemeException(refusal, getMessage(), newField, limit, hint, id);
    }

    /** The same refusal with the limit that was passed, in the unit that the detail names. */
    public StemeException limitedTo(long newLimit) {
        return new StemeException(refusal, getMessage(), field, newLimit, hint, id);
    }

    /** The same refusal with a sentence that says what to do next. */
    public StemeException hinting(String newHint) {
        return new StemeException(refusal, getMessage(), field, limit, newHint, id);
    }

    /** The same refusal naming the assertion it is about. */
    public StemeException about(String newId) {
        return new StemeException(refusal, getMessage(), field, limit, hint, newId);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** JSON pointer of the field at fault, or null where the whole request is. */
    public String field() {
        return field;
    }

    /** The limit that was passed, in the unit that the detail names, or null. */
    public Long limit() {
        return limit;
    }

    /** What to do next, or null. */
    public String hint() {
        return hint;
    }

    /** Id of the assertion concerned, or null. */
    public String id() {
        return id;
    }
}
