package io.stemedb.admin.json;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON: on one line to be sent, or with a member a line to be read. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";
    private static final int MOST_DIGITS = 400;

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;
    private final boolean ascii;

    private JsonText(boolean indented, boolean ascii) {
        this.indented = indented;
        this.ascii = ascii;
    }

    /** On one line. */
    public static String compact(Object value) {
        return new JsonText(false, false).value(value, 0).toString();
    }

    /**
     * With a member a line.
     *
     * @param ascii whether other characters are escaped, for a terminal that cannot show them
     */
    public static String indented(Object value, boolean ascii) {
        return new JsonText(true, ascii).value(value, 0).toString();
    }

    private StringBuilder value(Object value, int depth) {
        if (value instanceof Doc doc) {
            return value(doc.members(), depth);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, depth);
        }
        if (value instanceof List<?> list) {
            return array(list, depth);
        }
        if (value instanceof BigDecimal number) {
            // written out, 1e999999999 would fill the memory
            return out.append(Math.abs(number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString());
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return out.append(value);
        }
        return string(value.toString());
    }

    private StringBuilder object(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            string(entry.getKey().toString()).append(indented ? ": " : ":");
            value(entry.getValue(), depth + 1).append(entries.hasNext() ? "," : "");
        }
        if (!map.isEmpty()) {
            line(depth);
        }
        return out.append('}');
    }

    /** Short lists of plain values stay on one line, so that a page shows more. */
    private StringBuilder array(List<?> list, int depth) {
        boolean nested = false;
        for (Object item : list) {
            nested |= item instanceof Map || item instanceof Doc || item instanceof List;
        }
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (nested) {
                line(depth + 1);
            } else if (i > 0 && indented) {
                out.append(' ');
            }
            value(list.get(i), depth + 1).append(i + 1 < list.size() ? "," : "");
        }
        if (nested) {
            line(depth);
        }
        return out.append(']');
    }

    private void line(int depth) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private StringBuilder string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || Invisible.is(c) || (ascii && c > '~')) {
                escape(c);
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
        }
    }
}
