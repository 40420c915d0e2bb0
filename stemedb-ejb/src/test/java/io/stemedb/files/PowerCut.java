package io.stemedb.files;

/** The end of a simulated process, in the middle of whatever it did. An error, so that nobody handles it. */
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    public PowerCut(String when) {
        super(when, null, false, false);
    }
}
