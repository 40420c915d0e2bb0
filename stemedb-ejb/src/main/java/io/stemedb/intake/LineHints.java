package io.stemedb.intake;

import io.stemedb.json.EncodingHint;
import io.stemedb.refusal.StemeException;

/** Tells who sends a batch in another form than a claim a line how it is meant. */
final class LineHints {
    private static final String NO_ARRAY =
            "a batch is no array: one object a line, with no brackets and no commas between";
    private static final String A_LINE_EACH =
            "one claim a line; with curl use --data-binary, since -d takes the line ends out";
    private static final String WHOLE_LINE = "";

    private LineHints() {}

    /** The refusal of a line with what its form gives away; as it is if the fault lies in a field. */
    static StemeException hinted(StemeException refusal, byte[] line, int length) {
        if (!WHOLE_LINE.equals(refusal.field())
                || refusal.limit() != null
                || EncodingHint.of(line, 0, length) != null) { // then the refusal says so
            return refusal;
        }
        int first = 0;
        int last = length - 1;
        while (first < last && line[first] <= ' ' && line[first] >= 0) {
            first++;
        }
        while (last > first && line[last] <= ' ' && line[last] >= 0) {
            last--;
        }
        if (line[first] == '[' || line[last] == ']' || line[last] == ',') {
            return refusal.hinting(NO_ARRAY);
        }
        boolean several = severalObjects(line, first, last);
        boolean part = line[first] != '{' || line[last] != '}';
        return several || part ? refusal.hinting(A_LINE_EACH) : refusal;
    }

    private static boolean severalObjects(byte[] line, int first, int last) {
        boolean closed = false;
        for (int i = first; i < last; i++) {
            if (closed && line[i] == '{') {
                return true;
            }
            closed = line[i] == '}' || (closed && line[i] == ' ');
        }
        return false;
    }
}
