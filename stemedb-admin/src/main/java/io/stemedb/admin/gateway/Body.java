package io.stemedb.admin.gateway;

import java.nio.charset.StandardCharsets;

/**
 * What is sent with a call.
 *
 * @param type as its header names it
 * @param shown what is shown of it by {@code --verbose}
 */
record Body(byte[] bytes, String type, String shown) {
    static Body json(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8), "application/json", text);
    }

    static Body lines(byte[] lines) {
        return new Body(lines, "application/x-ndjson", lines.length + " bytes of lines");
    }
}
