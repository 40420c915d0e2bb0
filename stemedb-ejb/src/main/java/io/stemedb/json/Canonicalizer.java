package io.stemedb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Turns what a parser reads into canonical JSON in one pass, without a tree and without recursion: members are written
 * as they come, and sorted where they lie when their object ends.
 */
final class Canonicalizer {
    private static final String INEXACT = "a double does not give this number back exactly";

    private final JsonParser parser;
    private final int mostDepth;
    private JsonWriter out;
    private Deque<Members> open;
    private int depth;

    Canonicalizer(JsonParser parser, int mostDepth) {
        this.parser = parser;
        this.mostDepth = mostDepth;
    }

    /** Reads the value that starts with a token the parser has just read, to its end. */
    void value(JsonToken first) throws IOException {
        if (out == null) {
            out = new JsonWriter(64);
        }
        int outermost = depth;
        JsonToken token = first;
        step(token);
        while (depth > outermost) {
            token = parser.nextToken();
            step(token);
        }
    }

    /** Hands over what was written since the last time. */
    CanonicalJson take() {
        byte[] utf8 = out.toByteArray();
        out.clear();
        return CanonicalJson.ofCanonical(utf8);
    }

    /** The string the parser is at, which must be one that UTF-8 can write. */
    String text() throws IOException {
        String text = parser.getText();
        if (Surrogates.holdLone(text)) {
            throw loneSurrogate(Pointer.at(parser.getParsingContext()));
        }
        return text;
    }

    void enter() {
        if (++depth > mostDepth) {
            throw StemeException.overLimit(
                    Pointer.at(parser.getParsingContext().getParent()),
                    "nested deeper than " + mostDepth + " levels",
                    mostDepth);
        }
    }

    void leave() {
        depth--;
    }

    private void step(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                enter();
                out.beginObject();
                open().push(new Members(out));
            }
            case END_OBJECT -> {
                leave();
                sort(open().pop());
                out.endObject();
            }
            case START_ARRAY -> {
                enter();
                out.beginArray();
            }
            case END_ARRAY -> {
                leave();
                out.endArray();
            }
            case FIELD_NAME -> {
                String name = parser.currentName();
                open().peek().starts(name);
                out.name(name);
            }
            default -> scalar(token);
        }
    }

    private void scalar(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            case VALUE_TRUE -> out.bool(true);
            case VALUE_FALSE -> out.bool(false);
            case VALUE_NULL -> out.nul();
            default -> throw new IllegalStateException("a parser of text gives no " + token);
        }
    }

    private void string() throws IOException {
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        if (Surrogates.holdLone(chars, offset, length)) {
            throw loneSurrogate(Pointer.at(parser.getParsingContext()));
        }
        out.string(chars, offset, length);
    }

    private void number(JsonToken token) throws IOException {
        int length = parser.getTextLength();
        if (token == JsonToken.VALUE_NUMBER_INT && length <= 15) {
            out.number(parser.getLongValue());
            return;
        }
        if (length > JsonLimits.NUMBER_CHARS) {
            throw StemeException.overLimit(
                            Pointer.at(parser.getParsingContext()),
                            "a number has at most " + JsonLimits.NUMBER_CHARS + " characters",
                            JsonLimits.NUMBER_CHARS)
                    .hinting("send it as a string");
        }
        Decimal decimal = Decimal.parse(parser.getTextCharacters(), parser.getTextOffset(), length);
        if (!decimal.survivesDouble()) {
            throw StemeException.malformed(Pointer.at(parser.getParsingContext()), INEXACT)
                    .hinting("send it as a string");
        }
        byte[] text = decimal.canonical();
        out.raw(text, 0, text.length);
    }

    private void sort(Members members) {
        String duplicate = members.sort();
        if (duplicate != null) {
            String parent = Pointer.at(parser.getParsingContext());
            throw duplicate(Pointer.below(parent, duplicate));
        }
    }

    private Deque<Members> open() {
        if (open == null) {
            open = new ArrayDeque<>();
        }
        return open;
    }

    static StemeException duplicate(String pointer) {
        return StemeException.malformed(pointer, "this key stands twice in one object");
    }

    private static StemeException loneSurrogate(String pointer) {
        return StemeException.malformed(pointer, "half of a surrogate pair, which is no character");
    }
}
