package io.stemedb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON as strictly as identity needs it: one text has one meaning, and what comes back is what was sent.
 *
 * <p>Refused with their place: anything but UTF-8, a byte order mark, duplicate keys at any depth, lone surrogates, NaN
 * and Infinity, numbers that a double does not give back exactly, containers nested too deep, and anything after the
 * value. Every refusal is {@link Refusal#MALFORMED}; hostile input causes no other exception.
 */
public final class JsonReader {
    // Size limits are the caller's, who knows how many bytes he hands in; depth is ours, to name the place.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Names come from strangers: they are not worth a place in the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** The JSON pointer of a whole document. */
    private static final String WHOLE = "";

    private JsonReader() {}

    /** Reads a whole body or line. */
    public static JsonObject object(byte[] utf8, JsonLimits limits) {
        return object(utf8, 0, utf8.length, limits);
    }

    /**
     * Reads one JSON object with nothing but white space around it. The bytes may be reused afterwards.
     *
     * @throws StemeException malformed, with the JSON pointer of the fault if there is one
     */
    public static JsonObject object(byte[] utf8, int offset, int length, JsonLimits limits) {
        return read(utf8, offset, length, limits, JsonReader::members);
    }

    /** Reads one JSON value of any kind, null included, into its canonical form. */
    public static CanonicalJson value(byte[] utf8, int offset, int length, JsonLimits limits) {
        return read(utf8, offset, length, limits, (parser, canonicalizer) -> {
            canonicalizer.value(parser.currentToken());
            return canonicalizer.take();
        });
    }

    /** The strings of an array that is canonical already. */
    static List<String> texts(byte[] array, String pointer) {
        return elements(
                array,
                pointer,
                JsonToken.VALUE_STRING,
                "must be a string",
                (parser, canonicalizer) -> parser.getText());
    }

    /** The objects of an array that is canonical already. */
    static List<JsonObject> objects(byte[] array, String pointer) {
        return elements(array, pointer, JsonToken.START_OBJECT, "must be an object", JsonReader::members);
    }

    private static <T> List<T> elements(byte[] array, String pointer, JsonToken kind, String must, Body<T> element) {
        return read(array, 0, array.length, new JsonLimits(Integer.MAX_VALUE), (parser, canonicalizer) -> {
            List<T> elements = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != kind) {
                    throw StemeException.malformed(Pointer.below(pointer, "" + elements.size()), must);
                }
                elements.add(element.read(parser, canonicalizer));
            }
            return List.copyOf(elements);
        });
    }

    private interface Body<T> {
        T read(JsonParser parser, Canonicalizer canonicalizer) throws IOException;
    }

    private static <T> T read(byte[] utf8, int offset, int length, JsonLimits limits, Body<T> body) {
        checkEncoding(utf8, offset, length);
        try (JsonParser parser = FACTORY.createParser(utf8, offset, length)) {
            return readAll(parser, new Canonicalizer(parser, limits.depth()), body);
        } catch (StemeException refused) {
            String encoding = EncodingHint.of(utf8, offset, length); // of packed bytes that happen to be UTF-8
            throw encoding == null ? refused : refused.hinting(encoding);
        } catch (IOException e) {
            throw new IllegalStateException("closing a parser of bytes does no input", e);
        }
    }

    private static <T> T readAll(JsonParser parser, Canonicalizer canonicalizer, Body<T> body) {
        try {
            if (parser.nextToken() == null) {
                throw StemeException.malformed(WHOLE, "there is no JSON here")
                        .hinting("send a JSON object: {\"name\":value, ...}");
            }
            T result = body.read(parser, canonicalizer);
            if (parser.nextToken() != null) {
                throw StemeException.malformed(WHOLE, "only one JSON value is taken, and more follows it");
            }
            return result;
        } catch (IOException e) {
            throw SyntaxFault.refusal(parser, e);
        }
    }

    private static JsonObject members(JsonParser parser, Canonicalizer canonicalizer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw StemeException.malformed(WHOLE, "a JSON object is needed here");
        }
        canonicalizer.enter();
        JsonObject.Builder members = new JsonObject.Builder();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                members.add(name, canonicalizer.text());
            } else {
                canonicalizer.value(token);
                members.add(name, canonicalizer.take());
            }
        }
        canonicalizer.leave();
        return members.build();
    }

    private static void checkEncoding(byte[] utf8, int offset, int length) {
        try {
            Utf8.check(utf8, offset, length);
        } catch (StemeException notUtf8) {
            String hint = EncodingHint.of(utf8, offset, length);
            throw notUtf8.hinting(hint == null ? "send the text in UTF-8; part of it is in another encoding" : hint);
        }
        if (EncodingHint.hasMark(utf8, offset, length)) {
            throw StemeException.malformed(WHOLE, "the JSON begins with a byte order mark")
                    .hinting(EncodingHint.of(utf8, offset, length));
        }
        int zero = EncodingHint.zeroAt(utf8, offset, length);
        if (zero >= 0) { // the parser would take it for UTF-16 or UTF-32
            throw StemeException.malformed(WHOLE, "not JSON in UTF-8: a zero byte at byte " + zero)
                    .hinting(EncodingHint.of(utf8, offset, length));
        }
    }
}
