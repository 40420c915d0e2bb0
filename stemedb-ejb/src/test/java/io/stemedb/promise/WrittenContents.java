package io.stemedb.promise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All contents that clients sent, and since when they are owed. */
final class WrittenContents {
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Said, Content> all = new HashMap<>();
    private final TreeMap<String, List<Content>> byPath = new TreeMap<>();

    private WrittenContents() {}

    /**
     * One content, all tries taken together.
     *
     * @param sent when it was sent first
     * @param acknowledged when it was acknowledged first, at whichever level; {@link #NEVER}
     * @param atQuorum when it was first acknowledged by as many disks as a quorum has; {@link #NEVER}
     * @param isRefused whether each try was told that nothing was stored
     */
    record Content(Said said, long sent, long acknowledged, long atQuorum, boolean isRefused) {
        static Content of(Write write) {
            return new Content(
                    write.said(),
                    write.begun(),
                    write.isAcknowledged() ? write.ended() : NEVER,
                    write.isAtQuorum() ? write.ended() : NEVER,
                    write.outcome() == Write.Outcome.REFUSED);
        }

        Content and(Content other) {
            return new Content(
                    said,
                    Math.min(sent, other.sent),
                    Math.min(acknowledged, other.acknowledged),
                    Math.min(atQuorum, other.atQuorum),
                    isRefused && other.isRefused);
        }
    }

    static WrittenContents of(List<Write> writes) {
        WrittenContents contents = new WrittenContents();
        writes.forEach(write -> contents.all.merge(write.said(), Content.of(write), Content::and));
        contents.all
                .values()
                .forEach(one -> contents.byPath
                        .computeIfAbsent(one.said().path(), path -> new ArrayList<>())
                        .add(one));
        return contents;
    }

    /** What was sent of a content; null if nobody sent it. */
    Content of(Said said) {
        return all.get(said);
    }

    /** All contents that a question asks for. */
    Stream<Content> of(Read read) {
        return candidates(read.scope()).stream()
                .flatMap(List::stream)
                .filter(one -> read.asksFor(one.said().path()));
    }

    private Collection<List<Content>> candidates(String scope) {
        if (!scope.endsWith("*")) {
            return byPath.containsKey(scope) ? List.of(byPath.get(scope)) : List.of();
        }
        String prefix = scope.substring(0, scope.length() - 1);
        return byPath.subMap(prefix, prefix + Character.MAX_VALUE).values();
    }
}
