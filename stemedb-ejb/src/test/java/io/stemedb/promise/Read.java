package io.stemedb.promise;

import java.util.List;
import java.util.Set;

/**
 * One question of a client, and what came back. A walk over several pages is one question, which began with the first.
 *
 * @param begun when it was asked, by the clock of {@link Write}
 * @param ended when all of the answer was there
 * @param scope a concept path, {@code a/b/*} for everything strictly below a path, or {@code *}
 * @param covered what the token that came with the question stands for, as far as the client knows: the claim of the
 *     write that gave it, or all that the answer showed that gave it
 */
public record Read(
        String client,
        String node,
        long begun,
        long ended,
        String scope,
        Require require,
        Set<Said> covered,
        Answer answer) {
    /** What the client asked the answer to be. */
    public enum Require {
        NOTHING,
        COMPLETE,
        ALL
    }

    /** One claim in an answer; times are compared as they are written. */
    public record Shown(Said said, String id, String recordedAt) {}

    /**
     * What came back.
     *
     * @param given whether it was an answer, and not a refusal, an error or silence
     * @param complete whether it calls itself complete
     * @param why there was no answer
     */
    public record Answer(boolean given, boolean complete, List<Shown> shown, String why) {
        public static Answer of(boolean complete, List<Shown> shown) {
            return new Answer(true, complete, List.copyOf(shown), "");
        }

        public static Answer none(String why) {
            return new Answer(false, false, List.of(), why);
        }
    }

    /** Whether it asks for claims of a path. */
    boolean asksFor(String path) {
        if (scope.equals("*")) {
            return true;
        }
        return scope.endsWith("/*") ? path.startsWith(scope.substring(0, scope.length() - 1)) : path.equals(scope);
    }
}
