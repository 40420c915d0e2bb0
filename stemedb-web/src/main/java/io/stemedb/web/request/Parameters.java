package io.stemedb.web.request;

import io.stemedb.json.Nearest;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The query parameters of a request, each known and given once. A parameter that is misspelt would otherwise be a
 * question that is answered wrongly without a word.
 */
public final class Parameters {
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws StemeException malformed, naming a parameter that is unknown, given twice or not UTF-8
     */
    public static Parameters of(HttpServletRequest request, String... known) {
        return of(request.getQueryString(), known);
    }

    static Parameters of(String query, String... known) {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode("", equals < 0 ? pair : pair.substring(0, equals));
                if (!List.of(known).contains(name)) {
                    throw StemeException.malformed("/" + name, "there is no such parameter here")
                            .hinting(hint(name, known));
                }
                String value = equals < 0 ? "" : decode("/" + name, pair.substring(equals + 1));
                if (values.put(name, value) != null) {
                    throw StemeException.malformed("/" + name, "this parameter is given twice");
                }
            }
        }
        return new Parameters(values);
    }

    private static String hint(String name, String... known) {
        if (known.length == 0) {
            return "this call takes no query parameters";
        }
        String nearest = Nearest.of(name, Set.of(known));
        return nearest == null ? "this call takes " + String.join(", ", known) : "did you mean " + nearest + "?";
    }

    /** The value of a parameter, or null if it is not given. */
    public String text(String name) {
        return values.get(name);
    }

    /** True, false, or false if it is not given. */
    public boolean flag(String name) {
        String value = values.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw StemeException.malformed("/" + name, "must be true or false");
        }
        return value.equals("true");
    }

    /** How many items are asked for. */
    public int limit(int byDefault, int most) {
        String value = values.get("limit");
        if (value == null) {
            return Math.min(byDefault, most);
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below like every other limit that is none
        }
        throw StemeException.overLimit("/limit", "must be a whole number from 1 to " + most, most);
    }

    private static String decode(String field, String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw StemeException.malformed(field, "holds a % without two hex digits behind it");
                }
                decoded.put((byte) (high << 4 | low));
                i += 2;
            } else {
                decoded.put(raw[i] == '+' ? (byte) ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw StemeException.malformed(field, "is not UTF-8");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
