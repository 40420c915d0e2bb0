package io.stemedb.admin.show;

import io.stemedb.admin.json.JsonText;
import java.util.List;
import java.util.Map;

/** Writes YAML: members and items a line each, and every string as JSON writes it, which YAML reads the same. */
final class Yaml {
    private final StringBuilder out = new StringBuilder();
    private final boolean ascii;

    private Yaml(boolean ascii) {
        this.ascii = ascii;
    }

    static String of(Map<String, Object> document, boolean ascii) {
        Yaml yaml = new Yaml(ascii);
        if (document.isEmpty()) {
            return "{}\n";
        }
        yaml.object(document, 0);
        return yaml.out.toString();
    }

    private void object(Map<?, ?> map, int depth) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                indent(depth);
            }
            first = false;
            out.append(key(entry.getKey().toString())).append(':');
            member(entry.getValue(), depth);
        }
    }

    private void member(Object value, int depth) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            indent(depth + 1);
            object(map, depth + 1);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            for (Object item : list) {
                indent(depth + 1);
                out.append('-');
                item(item, depth + 1);
            }
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void item(Object item, int depth) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append(' ');
            object(map, depth + 1);
        } else {
            // a list in a list is written as JSON, which is YAML too
            out.append(' ').append(scalar(item)).append('\n');
        }
    }

    private String key(String name) {
        return isWord(name) ? name : JsonText.indented(name, ascii);
    }

    private static boolean isWord(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        // these would be read as something else than a text
        return !name.isEmpty()
                && !List.of("null", "true", "false", "yes", "no", "on", "off", "y", "n")
                        .contains(name);
    }

    private String scalar(Object value) {
        return value instanceof Map || value instanceof List
                ? JsonText.compact(value)
                : JsonText.indented(value, ascii);
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }
}
