package io.stemedb.admin.outcome;

/** Ends a command that cannot go on. Its message is the one line that an operator reads. */
public final class Trouble extends RuntimeException {
    private final Outcome outcome;
    private final String next;
    private final boolean unknown;
    private final boolean passing;

    private Trouble(Outcome outcome, String message, String next, boolean unknown, boolean passing) {
        super(message);
        this.outcome = outcome;
        this.next = next;
        this.unknown = unknown;
        this.passing = passing;
    }

    /**
     * A failure.
     *
     * @param message what is wrong
     * @param next what to try next; null if nobody can say
     */
    public static Trouble of(Outcome outcome, String message, String next) {
        return new Trouble(outcome, message, next, false, false);
    }

    /** A wrong command line. */
    public static Trouble usage(String message, String next) {
        return of(Outcome.USAGE, message, next);
    }

    /** The gateway knows nothing of this name. */
    public static Trouble unknown(String message, String next) {
        return new Trouble(Outcome.FAILED, message, next, true, false);
    }

    /** The node takes nothing just now. */
    public static Trouble busy(String message, String next) {
        return new Trouble(Outcome.FAILED, message, next, false, true);
    }

    /** Whether the same may succeed later: nobody answered, or the node took nothing just then. */
    public boolean mayPass() {
        return passing || outcome == Outcome.NOT_REACHED || outcome == Outcome.TIMED_OUT;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Whether the gateway knows nothing of what was named. */
    public boolean isUnknown() {
        return unknown;
    }

    /** What is wrong and what to try next, on one line. */
    public String line() {
        return next == null || next.isBlank() ? getMessage() : getMessage() + "; " + next;
    }
}
