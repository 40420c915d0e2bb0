package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.settings.NodeSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The server writes its configuration back to its file each time that it has changed it. An element that it has to add
 * itself is one that two of its threads can ask for at once, and that has stopped a start now and then.
 */
class ServerConfigurationIT {
    private static final String QUERY =
            "{\"concept_path\":\"geo/country/BI\",\"predicate\":\"capital\",\"lens\":\"consensus\"}";

    @TempDir
    Path folder;

    @Test
    void a_server_that_starts_answers_and_stops_adds_nothing_to_its_configuration() throws Exception {
        Path written = folder.resolve("data/run/server/config/domain.xml");
        try (RunningNode node = RunningNode.start(
                        folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady()) {
            List<String> given = elements(configuration(node));
            use(node);

            assertThat(withoutApplication(elements(Files.readString(written))))
                    .as("elements of the running server's configuration")
                    .containsExactlyInAnyOrderElementsOf(given);

            node.terminate();
            assertThat(node.awaitEnd()).isZero();
            // What it has added without writing it at once is in the file now: the end of the application is a change.
            assertThat(elements(Files.readString(written)))
                    .as("elements of the stopped server's configuration")
                    .containsExactlyInAnyOrderElementsOf(given);
        }
    }

    private static void use(RunningNode node) throws Exception {
        assertThat(node.post("/v1/query", "application/json", QUERY).statusCode())
                .isEqualTo(200);
        for (int port : List.of(node.httpPort, node.gatewayPort)) {
            for (String path : List.of("/v1/health", "/metrics", "/openapi", "/", "/v1/sources", "/cluster/shards")) {
                node.get(port, path);
            }
        }
        assertThat(node.get(node.gatewayPort, "/metrics").body()).contains("stemedb_");
    }

    /** What the launcher has given to the server: the file in the installation with this node's ports in it. */
    private static String configuration(RunningNode node) throws Exception {
        NodeSettings settings =
                new NodeSettings(Path.of("/"), Optional.empty(), "127.0.0.1", node.httpPort, node.gatewayPort, 1, 2);
        return Listeners.of(settings).fill(Files.readString(Installation.home().resolve("server-config/domain.xml")));
    }

    /** The application itself is the one thing that a server is meant to add. */
    private static List<String> withoutApplication(List<String> elements) {
        return elements.stream()
                .filter(path -> !path.startsWith("/domain/applications/application(")
                        && !path.startsWith("/domain/servers/server(server)/application-ref("))
                .toList();
    }

    /** The path of each element, with the names on the way. */
    private static List<String> elements(String xml) throws Exception {
        List<String> paths = new ArrayList<>();
        collect(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement(),
                "",
                paths);
        return paths;
    }

    private static void collect(Element element, String parent, List<String> paths) {
        String name = element.getAttribute("name") + element.getAttribute("ref");
        String path = parent + "/" + element.getTagName() + (name.isEmpty() ? "" : "(" + name + ")");
        paths.add(path);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                collect(inner, path, paths);
            }
        }
    }
}
