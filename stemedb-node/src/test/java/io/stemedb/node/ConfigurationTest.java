package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.Fault;
import io.stemedb.settings.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("stemedb.toml"), text);
    }

    private static Configuration of(Map<Key, Given> flags, Map<String, String> environment, Path file) {
        return new Configuration(flags, environment, Optional.ofNullable(file));
    }

    @Test
    void a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() throws IOException {
        Path file = file("http_port = 1111\ngateway_port = 1112\nrpc_port = 1113\n");
        Configuration configuration = of(
                Map.of(Key.HTTP_PORT, new Given("3333", "flag --http-port")),
                Map.of("STEMEDB_HTTP_PORT", "2222", "STEMEDB_NODE_GATEWAY_PORT", "2223"),
                file);

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().node().httpPort()).isEqualTo(3333);
        assertThat(configuration.settings().node().gatewayPort()).isEqualTo(2223);
        assertThat(configuration.settings().node().rpcPort()).isEqualTo(1113);
        assertThat(configuration.settings().node().swimPort()).isEqualTo(18183);
        assertThat(printed(configuration))
                .contains("flag --http-port", "environment STEMEDB_NODE_GATEWAY_PORT", "file " + file, "default");
    }

    @Test
    void a_cluster_file_is_understood_and_refused_where_it_asks_for_more_than_one_node() throws IOException {
        Path file = file("""
                [cluster]
                enabled = true
                node_id = "node1"
                bind_addr = "10.0.1.51:28181" # Node1 IP
                rpc_addr = "10.0.1.51:28182"
                swim_addr = "10.0.1.51:28183"
                seeds = [
                "10.0.1.52:18183", # Node2
                "10.0.1.53:18183" # Node3
                ]
                [replication]
                factor = 2
                [security]
                mode = "open"
                """);
        Configuration configuration = of(Map.of(), Map.of(), file);

        assertThat(configuration.settings().node().bind()).isEqualTo("10.0.1.51");
        assertThat(configuration.settings().node().gatewayPort()).isEqualTo(28181);
        assertThat(configuration.settings().node().rpcPort()).isEqualTo(28182);
        assertThat(configuration.settings().node().swimPort()).isEqualTo(28183);
        assertThat(configuration.settings().node().nodeId()).contains("node1");
        assertThat(configuration.settings().cluster().seeds()).containsExactly("10.0.1.52:18183", "10.0.1.53:18183");
        assertThat(configuration.faults())
                .extracting(Fault::key)
                .satisfiesExactly(
                        key -> assertThat(key).startsWith("stemedb.cluster.enabled"),
                        key -> assertThat(key).startsWith("stemedb.cluster.seeds"),
                        key -> assertThat(key).startsWith("stemedb.replication.factor"));
    }

    @Test
    void a_misspelt_key_is_a_fault_with_a_guess() throws IOException {
        Configuration configuration =
                of(Map.of(), Map.of(), file("[journal]\nretian = \"all\"\n[weather]\nrain = 1\n"));

        assertThat(configuration.faults())
                .map(Fault::toString)
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .startsWith("journal.retian:")
                                .contains("did you mean journal.retain?"),
                        fault -> assertThat(fault).startsWith("weather.rain:").doesNotContain("did you mean"));
    }

    @Test
    void faults_of_the_file_and_of_the_values_are_told_together_with_where_they_come_from() throws IOException {
        Configuration configuration = of(
                Map.of(Key.BIND, new Given("0.0.0.0", "flag --bind")),
                Map.of("STEMEDB_JOURNAL_RETAIN", "some"),
                file("nonsense = 1\n"));

        assertThat(configuration.faults())
                .map(Fault::toString)
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("nonsense:"),
                        fault -> assertThat(fault).contains("environment STEMEDB_JOURNAL_RETAIN"),
                        fault -> assertThat(fault).contains("flag --bind").contains("STEMEDB_SECURITY_MODE=open"));
    }

    @Test
    void a_file_that_is_no_toml_is_refused_with_its_line() throws IOException {
        assertThat(of(Map.of(), Map.of(), file("bind = \"127.0.0.1\"\nhttp_port = = 3\n"))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).endsWith("stemedb.toml, line 2"));
    }

    @Test
    void the_shipped_example_names_every_key_with_its_default() throws IOException {
        String example = Files.readString(Path.of("../config/stemedb.toml"));
        Path file = file(example.replaceAll("(?m)^# ([a-z_]+ = )", "$1"));

        ConfigFile read = ConfigFile.read(file);

        assertThat(read.faults()).isEmpty();
        assertThat(read.values()).containsOnlyKeys(Key.values());
        read.values().forEach((key, text) -> assertThat(text).isEqualTo(key.standard()));
    }

    @Test
    void a_missing_file_is_refused() {
        assertThat(of(Map.of(), Map.of(), directory.resolve("none.toml")).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).isEqualTo("there is no such file"));
    }

    private static String printed(Configuration configuration) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        configuration.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
