package io.stemedb.assertion;

/** What an assertion says: a claim about a slot, or that an earlier claim is withdrawn. The order is on disk. */
public enum Kind {
    ASSERTION("assertion"),
    RETRACTION("retraction");

    private final String wire;

    Kind(String wire) {
        this.wire = wire;
    }

    /** The word used in JSON. */
    public String wire() {
        return wire;
    }
}
