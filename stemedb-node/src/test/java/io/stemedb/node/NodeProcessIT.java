package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as an operator meets it: processes, signals, exit codes and what stands on the console. */
class NodeProcessIT {
    @TempDir
    Path folder;

    private String data() {
        return folder.resolve("data").toString();
    }

    @Test
    void a_node_says_when_it_is_ready_and_stops_cleanly_on_sigterm() throws Exception {
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data()).awaitReady()) {
            assertThat(node.console())
                    .contains("API      http://127.0.0.1:" + node.httpPort)
                    .contains("OpenAPI  http://127.0.0.1:" + node.httpPort + "/openapi")
                    .contains("gateway  http://127.0.0.1:" + node.gatewayPort)
                    .contains("curl");
            assertThat(node.console().lines().count()).isLessThan(10);
            assertThat(node.get(node.httpPort, "/v1/health").body()).contains("\"status\":\"healthy\"");
            assertThat(node.get(node.gatewayPort, "/v1/health").statusCode()).isEqualTo(200);
            assertThat(node.get(node.httpPort, "/openapi").body())
                    .startsWith("openapi: 3")
                    .contains("title: StemeDB");
            assertThat(node.get(node.httpPort, "/v1/health").headers().map())
                    .doesNotContainKeys("server", "x-powered-by");
            assertThat(folder.resolve("data/node.pid")).hasContent(Long.toString(node.pid()));

            node.terminate();

            assertThat(node.awaitEnd()).isZero();
            assertThat(node.console()).contains("StemeDB has stopped").doesNotContain("rror", "xception");
            assertThat(folder.resolve("data/node.pid")).doesNotExist();
            assertThat(Files.readString(folder.resolve("data/log/server.0.log")))
                    .doesNotContain("ERROR", "SEVERE");
        }
    }

    @Test
    void a_single_node_loads_no_library_for_the_talk_between_nodes() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> environment = Map.of("STEMEDB_JAVA_OPTS", "-Xmx256m -Xlog:class+load:file=" + loaded);
        try (RunningNode node =
                RunningNode.startWith(environment, folder, "--data-dir", data()).awaitReady()) {
            node.terminate();
            assertThat(node.awaitEnd()).isZero();
            assertThat(Files.readString(loaded))
                    .contains("io.stemedb.engine.")
                    .doesNotContain(
                            " io.grpc.",
                            " com.google.protobuf.",
                            " com.hazelcast.instance.impl.",
                            " io.stemedb.cluster.grpc.",
                            " io.stemedb.cluster.hazelcast.");
        }
    }

    @Test
    void a_node_says_that_it_is_healthy_once_it_has_made_a_call_of_each_kind() throws Exception {
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data())) {
            Awaitility.await("a healthy node").atMost(RunningNode.PATIENCE).until(() -> saysHealthy(node));
            assertThat(node.get(node.httpPort, "/metrics").body())
                    .containsPattern(firstCalls("retract"))
                    .containsPattern(firstCalls("register_source"))
                    .containsPattern(firstCalls("shard"));
            node.awaitReady();
            assertThat(node.get(node.httpPort, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(node.get(node.httpPort, "/health/started").statusCode()).isEqualTo(200);
        }
    }

    private static String firstCalls(String call) {
        return "stemedb_requests_total\\{call=\"" + call + "\",status=\"4xx\"} [1-9]";
    }

    private static boolean saysHealthy(RunningNode node) throws InterruptedException {
        try {
            return node.get(node.httpPort, "/v1/health").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void a_second_node_on_the_same_directory_is_refused_and_the_first_goes_on() throws Exception {
        try (RunningNode first = RunningNode.start(folder, "--data-dir", data()).awaitReady();
                RunningNode second = RunningNode.start(folder.resolve("second"), "--data-dir", data())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.console())
                    .contains("(pid " + first.pid() + ")", "--data-dir")
                    .hasLineCount(1);
            assertThat(first.get(first.httpPort, "/v1/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_killed_node_leaves_nothing_behind_that_stops_the_next_or_stays_outside_its_directory() throws Exception {
        Set<String> before = temporaryFiles();
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data()).awaitReady()) {
            long pid = node.pid();
            node.kill();
            node.awaitEnd();
            assertThat(temporaryFiles())
                    .filteredOn(name -> !before.contains(name))
                    .noneMatch(name -> isOfANode(name, pid));
        }
        try (RunningNode again = RunningNode.start(folder, "--data-dir", data(), "--node-id", "another")
                .awaitReady()) {
            assertThat(again.console()).containsPattern("(?m)^stemedb-node: warning: .*another");
            assertThat(folder.resolve("data/node.pid")).hasContent(Long.toString(again.pid()));
        }
    }

    @Test
    void a_wrong_configuration_ends_with_every_fault_and_touches_nothing() throws Exception {
        Path file = Files.writeString(folder.resolve("node.toml"), "htp_port = 1\n[store]\nmerge_fan = 1\n");
        for (String check : new String[] {"--check-config", "--version=false"}) {
            try (RunningNode node = RunningNode.start(
                    folder, "--data-dir", data(), "--config", file.toString(), "--bind", "0.0.0.0", check)) {
                assertThat(node.awaitEnd()).isEqualTo(2);
                assertThat(node.console())
                        .contains("htp_port", "did you mean http_port?")
                        .contains("stemedb.store.merge_fan")
                        .contains("stemedb.node.bind", "STEMEDB_SECURITY_MODE=open")
                        .hasLineCount(3);
            }
        }
        assertThat(Path.of(data())).doesNotExist();
    }

    @Test
    void a_good_configuration_is_printed_with_where_it_comes_from() throws Exception {
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data(), "--check-config")) {
            assertThat(node.awaitEnd()).isZero();
            assertThat(node.console()).containsPattern("stemedb.node.data_dir +.*data +flag --data-dir");
            assertThat(node.console()).containsPattern("stemedb.journal.retain +all +default");
        }
    }

    @Test
    void a_port_in_use_is_refused_by_number_and_flag() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningNode node = RunningNode.start(
                        folder, "--data-dir", data(), "--http-port", Integer.toString(taken.getLocalPort()))) {
            assertThat(node.awaitEnd()).isEqualTo(1);
            assertThat(node.console())
                    .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is already in use", "--http-port")
                    .hasLineCount(1);
            assertThat(Path.of(data())).as("made by a start that failed").doesNotExist();
        }
    }

    @Test
    void a_wrong_flag_is_refused_in_one_line() throws Exception {
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data(), "--htp-port=1")) {
            assertThat(node.awaitEnd()).isEqualTo(2);
            assertThat(node.console())
                    .startsWith("stemedb-node: --htp-port=1 is not a flag; did you mean --http-port?")
                    .hasLineCount(1);
        }
    }

    @Test
    void an_application_that_does_not_come_up_ends_the_process_with_the_reason_in_one_line() throws Exception {
        Path broken = brokenInstallation();
        try (RunningNode node = RunningNode.startFrom(broken, folder, "--data-dir", data())) {
            assertThat(node.awaitEnd()).isEqualTo(1);
            assertThat(node.console())
                    .contains("the application did not come up: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_data_directory_that_cannot_be_opened_ends_the_process_with_the_reason_in_one_line() throws Exception {
        Files.createDirectories(Path.of(data()));
        Files.writeString(Path.of(data(), "identity.json"), "{\"format\":99}");
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data())) {
            assertThat(node.awaitEnd()).isEqualTo(1);
            assertThat(node.console().lines().filter(line -> line.startsWith("stemedb-node: ")))
                    .hasSize(1);
        }
    }

    @Test
    void a_start_works_without_the_kept_classes() throws Exception {
        Path home = Installation.copy(folder.resolve("home"), Set.of("classes.jsa"));
        try (RunningNode node =
                RunningNode.startFrom(home, folder, "--data-dir", data()).awaitReady()) {
            assertThat(node.get(node.httpPort, "/v1/health").statusCode()).isEqualTo(200);
        }
    }

    /** The same installation with a WAR in it that cannot be deployed. */
    private Path brokenInstallation() throws IOException {
        Path home = Installation.copy(folder.resolve("home"), Set.of("stemedb-web.war"));
        try (OutputStream file = Files.newOutputStream(home.resolve("stemedb-web.war"));
                JarOutputStream war = new JarOutputStream(file)) {
            war.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            war.write("<web-app><listener><listener-class>no.such.Listener</listener-class></listener></web-app>"
                    .getBytes(StandardCharsets.UTF_8));
        }
        return home;
    }

    private static boolean isOfANode(String name, long pid) {
        return name.contains(Long.toString(pid)) || name.startsWith("payara") || name.startsWith("hazelcast");
    }

    private static Set<String> temporaryFiles() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }
}
