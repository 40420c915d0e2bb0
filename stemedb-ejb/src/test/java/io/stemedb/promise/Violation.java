package io.stemedb.promise;

/** A promise that was broken, and where. */
public record Violation(Rule rule, String what) {
    /** What is promised. */
    public enum Rule {
        /** Complete answers have what was acknowledged at quorum more than 3 s before they were asked for. */
        COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD,
        /** Answers to require=complete have what was acknowledged at quorum before the question. */
        REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE,
        /** Answers to require=all also have what one disk alone has acknowledged. */
        REQUIRED_ALL_HAS_WHAT_ONE_DISK_HAS,
        /** An answer to a question with a token shows what that stands for. */
        TOKENS_ARE_KEPT,
        /** The same content has one id, and an id one content. */
        ONE_ID_FOR_ONE_CONTENT,
        /** An answer shows no claim twice. */
        NOTHING_IS_SHOWN_TWICE,
        /** An answer shows no claim that nobody has sent by then. */
        NOTHING_IS_SHOWN_THAT_NOBODY_SENT,
        /** What was refused whenever it was sent is nowhere. */
        WHAT_WAS_REFUSED_IS_NOWHERE,
        /** In the end every node answers, and all show the same claims with one time for each. */
        ALL_NODES_ARE_ALIKE_IN_THE_END
    }

    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
