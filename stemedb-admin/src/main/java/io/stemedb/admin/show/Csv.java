package io.stemedb.admin.show;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes CSV (RFC 4180) with the names of the members as the first line. A list of plain values is joined by
 * semicolons, what is deeper is JSON, and what is not known is {@code null}. A file gets each value as it
 * is; a terminal gets no control characters.
 */
final class Csv {
    private Csv() {}

    static String of(List<Doc> rows, boolean terminal) {
        Set<String> names = new LinkedHashSet<>();
        for (Doc row : rows) {
            names.addAll(row.members().keySet());
        }
        if (names.isEmpty()) {
            return ""; // nobody can say which columns no rows have
        }
        StringBuilder out = new StringBuilder();
        line(out, new ArrayList<>(names));
        for (Doc row : rows) {
            List<String> cells = new ArrayList<>();
            for (String name : names) {
                String text = text(row.value(name));
                cells.add(terminal ? Plain.text(text, true) : text);
            }
            line(out, cells);
        }
        return out.toString();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(String.class::isInstance)) {
            return String.join(";", list.stream().map(Object::toString).toList());
        }
        if (value instanceof String text) {
            return text;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : JsonText.compact(value);
    }

    private static void line(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        out.append("\r\n");
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty(); // a place that is blank would say that nothing is known
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain &= c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
