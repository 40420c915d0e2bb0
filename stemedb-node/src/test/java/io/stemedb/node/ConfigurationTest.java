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
        return new Configuration(flags, environment, Optional.ofNullable(file), Map.of());
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
        Path file = file("[journal]\nretian = \"all\"\n[weather]\nrain = 1\n");
        Configuration configuration = of(Map.of(), Map.of(), file);

        assertThat(configuration.faults())
                .map(Fault::toString)
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .startsWith("journal.retian (file " + file + ", line 2):")
                                .contains("did you mean journal.retain?"),
                        fault -> assertThat(fault)
                                .startsWith("weather.rain (file " + file + ", line 4):")
                                .doesNotContain("did you mean"));
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
                        fault -> assertThat(fault).startsWith("nonsense ("),
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
    void a_key_in_the_wrong_table_is_a_fault_with_the_right_one() throws IOException {
        assertThat(of(Map.of(), Map.of(), file("[journal]\ntable_size = \"1MiB\"\n"))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("did you mean store.table_size?"));
    }

    @Test
    void a_key_that_stands_twice_is_refused_by_its_name_and_its_second_line() throws IOException {
        Path file = file("http_port = 1\n[store]\nmerge_fan = 3\n\nmerge_fan = 4\n\n");

        assertThat(of(Map.of(), Map.of(), file).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("store.merge_fan (file " + file + ", line 5)"));
    }

    @Test
    void a_value_from_a_file_is_refused_with_its_line() throws IOException {
        Path file = file("# more\n[store]\nmerge_fan = 1\n");

        assertThat(of(Map.of(), Map.of(), file).faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.key()).isEqualTo("stemedb.store.merge_fan (file " + file + ", line 3)"));
    }

    @Test
    void a_file_that_is_no_text_and_a_directory_are_refused_in_plain_words() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(of(Map.of(), Map.of(), binary).faults())
                .containsExactly(new Fault(binary.toString(), "is not UTF-8"));
        assertThat(of(Map.of(), Map.of(), directory).faults())
                .containsExactly(new Fault(directory.toString(), "is a directory, not a file"));
    }

    @Test
    void a_variable_that_is_set_to_nothing_is_not_set() {
        Configuration configuration =
                of(Map.of(), Map.of("STEMEDB_HTTP_PORT", "", "STEMEDB_STORE_MERGE_FAN", ""), null);

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().node().httpPort()).isEqualTo(18180);
    }

    @Test
    void a_misspelt_variable_is_ignored_with_a_warning_and_a_guess() {
        Configuration configuration = of(
                Map.of(),
                Map.of(
                        "STEMEDB_HTPP_PORT",
                        "1",
                        "STEMEDB_WEATHER",
                        "1",
                        "STEMEDB_HOME",
                        "/",
                        "STEMEDB_JAVA_OPTS",
                        "-Xmx1g",
                        "OTHER",
                        "1"),
                null);

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("STEMEDB_HTPP_PORT", "did you mean STEMEDB_HTTP_PORT?"),
                        warning ->
                                assertThat(warning).contains("STEMEDB_WEATHER").doesNotContain("did you mean"));
    }

    @Test
    void a_default_of_the_caller_yields_to_everything_but_the_keys_own() throws IOException {
        Map<Key, String> defaults = Map.of(Key.DATA_DIR, "/there");
        Optional<Path> file = Optional.of(file("data_dir = \"/here\"\n"));

        assertThat(new Configuration(Map.of(), Map.of(), Optional.empty(), defaults)
                        .settings()
                        .node()
                        .dataDir())
                .isEqualTo(Path.of("/there"));
        assertThat(new Configuration(Map.of(), Map.of(), file, defaults)
                        .settings()
                        .node()
                        .dataDir())
                .isEqualTo(Path.of("/here"));
    }

    @Test
    void the_shipped_example_names_every_key_with_its_default() throws IOException {
        String example = Files.readString(Path.of("../config/stemedb.toml"));
        Path file = file(example.replaceAll("(?m)^# ([a-z_]+ = )", "$1"));

        ConfigFile read = ConfigFile.read(file);

        assertThat(read.faults()).isEmpty();
        assertThat(read.values()).containsOnlyKeys(Key.values());
        read.values().forEach((key, given) -> assertThat(given.text()).isEqualTo(key.standard()));
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
