package io.stemedb.admin.outcome;

/** How a command ended. Scripts go by the codes, so they may be added to and never changed. */
public enum Outcome {
    FINE(0, "it was done, or what was asked for is shown"),
    FAILED(1, "it failed, or nobody can tell"),
    USAGE(2, "the command line is wrong, or names several things; nothing was changed"),
    NOT_REACHED(3, "no gateway could be connected to"),
    NOT_ALLOWED(4, "the gateway wants a token, or the token does not allow it"),
    REFUSED(5, "a check speaks against it, so nothing was changed"),
    TIMED_OUT(6, "it took longer than `--timeout`; a change may go on"),
    UNHEALTHY(10, "the cluster is not healthy");

    private final int code;
    private final String meaning;

    Outcome(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** One line for the page of commands. */
    public String meaning() {
        return meaning;
    }
}
