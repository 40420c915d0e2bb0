package io.stemedb.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What real gateways answered, in {@code src/test/resources/gateway}. */
final class Documents {
    /** The drain that most of them speak of. */
    static final String TASK = "86e8d918-b115-46bd-b44b-14e610ebaee6";

    /** A claim that somebody withdraws. */
    static final String CLAIM = "870bcc9125ad84a19e84a0e2811ad9a85913b62655245d086f3ec0a81bf05ed3";

    /** What the first lens has seen in {@code query-recency}. */
    static final String MOMENT = "2026-12-01T10:44:06.775826Z";

    /** Where {@code contradictions} goes on. */
    static final String NEXT = "ASfDuFCObc7hAAZhkDSolIgABmGQNKiUjQAADmdlby9jb3VudHJ5L0FFAAtnZHBfcHBwX3VzZEIv9Io";

    private Documents() {}

    static byte[] bytes(String name) {
        return read("/gateway/" + name + ".json");
    }

    /** A file of {@code src/test/resources}. */
    static String text(String path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    private static byte[] read(String path) {
        try (InputStream in = Documents.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
