package io.stemedb.admin.transfer;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A claim as a record of a table that {@link ColumnMap#ofHeader} reads back. Pure. */
final class CsvLine {
    private static final String END = "\r\n";

    private CsvLine() {}

    static String header() {
        return String.join(",", ColumnMap.FIELDS) + END;
    }

    static String of(Doc claim) {
        return ColumnMap.FIELDS.stream()
                        .map(field -> claim.has(field) ? quoted(text(field, claim.value(field))) : "")
                        .collect(Collectors.joining(","))
                + END;
    }

    /** A value that would be read as something else than a text is written as JSON. */
    private static String text(String field, Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            return JsonText.compact(value);
        }
        return field.equals("value") && (text.isEmpty() || isJson(text)) ? JsonText.compact(text) : text;
    }

    private static boolean isJson(String text) {
        try {
            Json.read(text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException plain) {
            return false;
        }
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
