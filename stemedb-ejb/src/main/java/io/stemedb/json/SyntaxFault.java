package io.stemedb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.stemedb.refusal.StemeException;
import java.io.IOException;

/** Says in our words where text stops being JSON; the parser's own would speak of its switches. */
final class SyntaxFault {
    private SyntaxFault() {}

    static StemeException refusal(JsonParser parser, IOException fault) {
        String pointer = Pointer.at(parser.getParsingContext());
        if (fault instanceof JsonEOFException) {
            return StemeException.malformed(pointer, "not JSON: it ends too early");
        }
        if (fault instanceof StreamConstraintsException) {
            return StemeException.malformed(pointer, "not taken: its keys are built to collide");
        }
        long at = byteOffset(fault);
        String where = at >= 0 ? " near byte " + at : "";
        StemeException refusal = StemeException.malformed(pointer, "not JSON" + where);
        String hint = hint(fault);
        return hint == null ? refusal : refusal.hinting(hint);
    }

    private static long byteOffset(IOException fault) {
        return fault instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getLocation().getByteOffset()
                : -1;
    }

    private static String hint(IOException fault) {
        String told = fault.getMessage();
        if (told.contains("NaN") || told.contains("INF") || told.contains("Infinity")) {
            return "JSON knows no NaN and no Infinity; leave the field out or send a string";
        }
        if (told.contains("Illegal unquoted character")) {
            return "a control character in a string is written as an escape, such as \\n or \\u0000";
        }
        if (told.contains("surrogate")) {
            return "a key holds half of a surrogate pair, which is no character";
        }
        return null;
    }
}
