package io.stemedb.cluster.peer;

/** What a client wants of an answer that may lack something. */
public enum Requirement {
    /** To be told so. */
    NONE,
    /** None that lacks what was acknowledged at quorum before the request. */
    COMPLETE,
    /** None that was read from a copy that was not compared with every counted node after the request. */
    ALL;

    /** Whether copies are compared before they are read. */
    public boolean compares() {
        return this != NONE;
    }

    /** As clients name it; null if it is neither. */
    public static Requirement read(String word) {
        return switch (word) {
            case "complete" -> COMPLETE;
            case "all" -> ALL;
            default -> null;
        };
    }
}
