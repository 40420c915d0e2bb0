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

    /**
     * What the parser says when it meets something that is no token at all: then it stands at the field it belongs to.
     */
    private static final String NO_TOKEN = "Unrecognized token";

    static StemeException refusal(JsonParser parser, IOException fault) {
        String told = String.valueOf(fault.getMessage());
        if (fault instanceof JsonEOFException) {
            return StemeException.malformed("", "not JSON: it ends too early")
                    .hinting("a brace, a bracket or a quote at its end is missing");
        }
        if (fault instanceof StreamConstraintsException) {
            return StemeException.malformed("", "not taken: its keys are built to collide");
        }
        if (told.contains("surrogate")) {
            // The key itself cannot be shown, so this points at its object.
            String object = Pointer.at(parser.getParsingContext().getParent());
            return StemeException.malformed(object, "a key holds half of a surrogate pair, which is no character");
        }
        long at = byteOffset(fault);
        String where = at >= 0 ? " near byte " + at : "";
        // Elsewhere the parser only remembers the field before, with which nothing need be wrong.
        String pointer = told.contains(NO_TOKEN) || noNumber(told) ? Pointer.at(parser.getParsingContext()) : "";
        StemeException refusal = StemeException.malformed(pointer, "not JSON" + where);
        String hint = hint(told);
        return hint == null ? refusal : refusal.hinting(hint);
    }

    private static long byteOffset(IOException fault) {
        return fault instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getLocation().getByteOffset()
                : -1;
    }

    private static boolean noNumber(String told) {
        return told.contains("NaN") || told.contains("INF") || told.contains("Infinity");
    }

    private static String hint(String told) {
        if (noNumber(told)) {
            return "JSON knows no NaN and no Infinity; leave the field out or send a string";
        }
        if (told.contains("Illegal unquoted character")) {
            return "a control character in a string is written as an escape, such as \\n or \\u0000";
        }
        if (told.contains("Unexpected character ('}'") || told.contains("Unexpected character (']'")) {
            return "no comma stands before a closing brace or bracket, and each closes what it opened";
        }
        if (told.contains("Unexpected character ('''") || told.contains("start field name")) {
            return "JSON puts names and strings in double quotes";
        }
        if (told.contains(NO_TOKEN)) {
            return "a value is a string in double quotes, a number, true, false, null, an object or an array";
        }
        return null;
    }
}
