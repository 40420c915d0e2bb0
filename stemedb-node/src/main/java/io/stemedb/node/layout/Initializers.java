package io.stemedb.node.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Which web applications the server prepares for its OpenAPI document. It does so in every one at {@code /}, also in the empty one
 * that it starts before ours and again behind it, each time with a JAX-RS application of its own. So the initializer moves
 * from the server to the application.
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

    static byte[] ofTheApplication() {
        return (OPENAPI + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
