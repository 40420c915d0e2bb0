package io.stemedb.admin.data;

import io.stemedb.admin.json.Json;
import io.stemedb.admin.json.JsonText;
import io.stemedb.admin.show.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values of claims as words of a command line: JSON if the word is JSON, else a string. Pure. */
final class Values {
    private static final int MOST_SHOWN = 48;
    private static final int MOST_OF_SEVERAL = 4;
    private static final int SHOWN_OF_AN_ID = 12;

    private Values() {}

    /** What a word means. */
    static Object of(String word) {
        try {
            return Json.read(word.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return word;
        }
    }

    /** The word that means a value, so that 1 and "1" look different. */
    static String text(Object value) {
        return value instanceof String text && of(text).equals(text) && !text.isBlank()
                ? text
                : JsonText.compact(value);
    }

    /** The same for a table: a wide one has all of it. */
    static String shown(Object value, Screen screen) {
        return cut(text(value), MOST_SHOWN, screen);
    }

    /** Several for a table. */
    static String several(List<String> all, Screen screen) {
        if (screen.isWide() || all.size() <= MOST_OF_SEVERAL) {
            return String.join(", ", all);
        }
        String first = String.join(", ", all.subList(0, MOST_OF_SEVERAL));
        return first + " and " + (all.size() - MOST_OF_SEVERAL) + " more";
    }

    /** An id for a table. */
    static String id(String id, Screen screen) {
        return id == null ? null : cut(id, SHOWN_OF_AN_ID, screen);
    }

    private static String cut(String text, int most, Screen screen) {
        if (screen.isWide() || text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most))
                + (screen.style().utf8() ? "…" : "...");
    }
}
