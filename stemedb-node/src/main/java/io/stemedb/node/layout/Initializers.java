package io.stemedb.node.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What the server adds to every web application at {@code /} by itself. One of these serves its own OpenAPI document
 * with a JAX-RS application of its own, also in the empty application that it starts before ours and again behind it.
 * Ours serves its document itself, so nobody needs that one.
 */
final class Initializers {
    static final String FILE = "META-INF/services/jakarta.servlet.ServletContainerInitializer";

    private static final String OPENAPI =
            "fish.payara.microprofile.openapi.impl.rest.init.OpenApiServletContainerInitializer";

    private Initializers() {}

    static byte[] ofTheServer(InputStream file) throws IOException {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.strip().equals(OPENAPI))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
