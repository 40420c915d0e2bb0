package io.stemedb.web.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Before the server of a test class starts: an empty data directory, and listeners set up as the launcher does. */
class FreshServer implements BeforeAllCallback {
    static final Path DIRECTORY = Path.of("target/it");
    static final Path DATA = DIRECTORY.resolve("data");
    static final Path LOG = DIRECTORY.resolve("server.log.0");

    private static final Path LOG_LOCK = DIRECTORY.resolve("server.log.0.lck");

    private static final String LISTENERS = "configs.config.server-config.network-config.protocols.protocol.";
    private static final String PORT = "stemedb.it.gateway_port";

    static int gatewayPort() {
        return Integer.getInteger(PORT);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (System.getProperty(PORT) == null) {
            System.setProperty(PORT, Integer.toString(freePort()));
        }
        // The last class's server is told to end, and holds this until it has.
        await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(LOG_LOCK));
        delete(DIRECTORY);
        Files.createDirectories(DIRECTORY);
        Files.write(
                DIRECTORY.resolve("preboot.txt"),
                List.of(
                        "create-http-listener --listeneraddress 127.0.0.1 --listenerport " + gatewayPort()
                                + " --defaultvs server gateway-listener",
                        "set " + LISTENERS + "http-listener.http.encoded-slash-enabled=true",
                        "set " + LISTENERS + "http-listener.http.server-header=false",
                        "set " + LISTENERS + "http-listener.http.xpowered-by=false"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
