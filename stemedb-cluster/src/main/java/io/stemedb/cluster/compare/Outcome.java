package io.stemedb.cluster.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison came to.
 *
 * @param copies how many copies of shards were compared with another
 * @param count how many records differed
 * @param copied how many of them were stored where they were missing
 * @param differences some of them by name
 * @param failed what could not be compared or copied, and why
 */
public record Outcome(int copies, long count, long copied, List<Difference> differences, List<String> failed) {
    /** More are counted and not named. */
    static final int MOST_NAMED = 200;

    static final Outcome NOTHING = new Outcome(0, 0, 0, List.of(), List.of());

    static Outcome failed(String what) {
        return new Outcome(0, 0, 0, List.of(), List.of(what));
    }

    /** Both together. */
    Outcome and(Outcome more) {
        List<Difference> named = new ArrayList<>(differences);
        more.differences.stream().limit(MOST_NAMED - named.size()).forEach(named::add);
        List<String> notes = new ArrayList<>(failed);
        notes.addAll(more.failed);
        return new Outcome(
                copies + more.copies, count + more.count, copied + more.copied, List.copyOf(named), List.copyOf(notes));
    }

    /** In a few words for an operator. */
    public String words() {
        return copies + " copies compared, " + count + " records differed, " + copied + " copied";
    }
}
