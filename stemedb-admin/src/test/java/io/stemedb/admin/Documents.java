package io.stemedb.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What real gateways answered, in {@code src/test/resources/gateway}. */
final class Documents {
    /** The drain that most of them speak of. */
    static final String TASK = "86e8d918-b115-46bd-b44b-14e610ebaee6";

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
