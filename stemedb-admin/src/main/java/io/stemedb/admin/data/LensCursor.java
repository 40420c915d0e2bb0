package io.stemedb.admin.data;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where several lenses go on, as one word: the cursor of each, and the moment that they see, which the API wants again
 * with the cursors. One lens has the cursor of the API.
 *
 * @param cursors null if the lenses are at their begin
 * @param moment null if it is not known
 */
record LensCursor(List<String> cursors, String moment) {
    /** Stands for the cursor of a lens that has no more. */
    static final String ENDED = "-";

    static LensCursor of(String said, int lenses) {
        if (said == null) {
            return new LensCursor(null, null);
        }
        if (lenses == 1) {
            return new LensCursor(List.of(said), null);
        }
        List<String> parts = Arrays.asList(said.split(",", -1));
        if (parts.size() != lenses + 1) {
            throw Trouble.usage("--cursor is not of these lenses", "name the lenses of the answer that gave it");
        }
        return new LensCursor(parts.subList(0, lenses), parts.get(lenses));
    }

    /** Where a lens goes on; null if it begins. */
    String of(int lens) {
        return cursors == null ? null : cursors.get(lens);
    }

    /** The word for these answers; null if none has more. */
    static String text(List<Doc> answers, String moment) {
        if (answers.size() == 1) {
            return answers.get(0).text("next_cursor");
        }
        List<String> parts = new ArrayList<>();
        boolean more = false;
        for (Doc answer : answers) {
            String next = answer.text("next_cursor");
            more |= next != null;
            parts.add(next == null ? ENDED : next);
        }
        parts.add(moment);
        return more ? String.join(",", parts) : null;
    }
}
