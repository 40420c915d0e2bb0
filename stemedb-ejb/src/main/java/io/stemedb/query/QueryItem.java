package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Lens;
import io.stemedb.lens.ValueGroup;
import java.util.List;

/**
 * One line of an answer.
 *
 * @param claim the claim that the lens shows
 * @param candidates among how many it was chosen
 * @param contested whether they say more than one distinct value
 * @param groups every value and how it fared, if that was asked for; else null. Under {@link Lens#ALL} only the
 *     first item of a slot has them: repeating them with each of 10,000 items would help nobody
 */
public record QueryItem(Lens lens, Recorded claim, int candidates, boolean contested, List<ValueGroup> groups) {
    private static final long FRAME_BYTES = 400;
    private static final long GROUP_FRAME_BYTES = 100;
    private static final long ID_BYTES = 67;
    private static final long QUOTES_AND_COMMA = 3;

    /** About how many bytes of answer it makes. */
    long bytes() {
        Assertion shown = claim.assertion();
        long bytes = FRAME_BYTES
                + shown.value().utf8().length
                + shown.conceptPath().length()
                + shown.predicate().length()
                + shown.source().length();
        if (groups != null) {
            for (ValueGroup group : groups) {
                bytes += bytes(group);
            }
        }
        return bytes;
    }

    private static long bytes(ValueGroup group) {
        long bytes = GROUP_FRAME_BYTES
                + group.value().utf8().length
                + group.score().utf8().length
                + ID_BYTES * group.ids().size();
        for (String source : group.sources()) {
            bytes += QUOTES_AND_COMMA + source.length();
        }
        return bytes + (group.reason() == null ? 0 : group.reason().length());
    }
}
