package io.stemedb.admin.show;

import io.stemedb.admin.json.Invisible;

/** Text that a terminal may show: without control characters, and in ASCII if that is all it has. */
final class Plain {
    private static final String HEX = "0123456789abcdef";

    private Plain() {}

    static String text(String text, boolean utf8) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean shown = c >= ' ' && (c < 0x7f || (utf8 && c >= 0xa0 && !Invisible.is(c)));
            if (!shown && out == null) {
                out = new StringBuilder(text.substring(0, i));
            }
            if (!shown) {
                escape(out, c);
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
        }
    }
}
