package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.ClusterSettings;
import io.stemedb.settings.Fault;
import io.stemedb.settings.HostPort;
import io.stemedb.settings.Key;
import io.stemedb.settings.NodeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final LocalAddress NO_ROUTE = other -> Optional.empty();

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("stemedb.toml"), text);
    }

    private static Configuration of(Map<Key, Given> flags, Map<String, String> environment, Path file) {
        return new Configuration(
                flags, environment, Optional.ofNullable(file).stream().toList(), Map.of(), NO_ROUTE);
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

    private static final String OF_A_CLUSTER = """
            [cluster]
            enabled = true
            node_id = "node1"
            bind_addr = "10.0.1.51:28181" # Node1 IP
            rpc_addr = "10.0.1.61:28182"
            swim_addr = "10.0.1.71:28183"
            # Seed nodes for discovery
            seeds = [
            "10.0.1.52:18183", # Node2
            "10.0.1.53:18183" # Node3
            ]
            [replication]
            factor = 2
            """;

    @Test
    void a_cluster_file_is_understood() throws IOException {
        Configuration configuration = of(Map.of(), Map.of("STEMEDB_SECURITY_MODE", "open"), file(OF_A_CLUSTER));

        assertThat(configuration.faults()).isEmpty();
        NodeSettings node = configuration.settings().node();
        assertThat(node.addresses()).containsExactly("10.0.1.51", "127.0.0.1");
        assertThat(node.gatewayPort()).isEqualTo(28181);
        assertThat(node.nodeId()).contains("node1");
        ClusterSettings cluster = configuration.settings().cluster();
        assertThat(cluster.enabled()).isTrue();
        assertThat(cluster.rpc()).hasToString("10.0.1.61:28182");
        assertThat(cluster.swim()).hasToString("10.0.1.71:28183");
        assertThat(cluster.seeds()).containsExactly(new HostPort("10.0.1.52", 18183), new HostPort("10.0.1.53", 18183));
        assertThat(cluster.namedFactor()).hasValue(2);
    }

    @Test
    void a_cluster_file_is_refused_with_every_address_that_others_reach_unless_the_node_is_open() throws IOException {
        assertThat(of(Map.of(), Map.of(), file(OF_A_CLUSTER)).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).startsWith("stemedb.node.bind (file "));
        assertThat(of(Map.of(), Map.of("STEMEDB_BIND", "127.0.0.1"), file(OF_A_CLUSTER))
                        .faults())
                .extracting(Fault::key)
                .allSatisfy(key -> assertThat(key).contains("_bind (file "))
                .hasSize(2);
    }

    @Test
    void an_open_node_with_seeds_and_no_address_listens_where_it_reaches_the_first_of_them() throws IOException {
        Path file = file("[cluster]\nseeds = [\"10.0.1.52:18183\"]\n[security]\nmode = \"open\"\n");
        LocalAddress local = seed -> Optional.of(seed.host().replace("52", "99"));
        Configuration configuration = new Configuration(Map.of(), Map.of(), List.of(file), Map.of(), local);

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().node().bind()).isEqualTo("10.0.1.99");
        assertThat(configuration.settings().cluster().swim()).hasToString("10.0.1.99:18183");
        assertThat(printed(configuration)).contains("the route to the first seed");
    }

    @Test
    void an_open_node_that_listens_everywhere_has_its_membership_where_it_reaches_the_first_seed() throws IOException {
        Path file = file("[cluster]\nseeds = [\"10.0.1.52:18183\"]\n[security]\nmode = \"open\"\n");
        Configuration configuration = new Configuration(
                Map.of(Key.BIND, new Given("0.0.0.0", "flag --bind")),
                Map.of(),
                List.of(file),
                Map.of(),
                seed -> Optional.of("10.0.1.99"));

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().node().bind()).isEqualTo("0.0.0.0");
        assertThat(configuration.settings().cluster().swim()).hasToString("10.0.1.99:18183");
        assertThat(configuration.settings().cluster().advertised()).hasToString("10.0.1.99:18182");
    }

    @Test
    void a_node_that_is_not_open_takes_no_address_of_its_own_accord() throws IOException {
        Path file = file("[cluster]\nseeds = \"10.0.1.52:18183\"\n");
        Configuration configuration =
                new Configuration(Map.of(), Map.of(), List.of(file), Map.of(), seed -> Optional.of("10.0.1.99"));

        assertThat(configuration.settings().node().bind()).isEqualTo("127.0.0.1");
        assertThat(configuration.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).startsWith("stemedb.cluster.seeds (file ");
            assertThat(fault.problem()).contains("mode = \"open\"", "bind_addr");
        });
    }

    @Test
    void of_two_files_the_later_wins() throws IOException {
        Path first = Files.writeString(directory.resolve("node.toml"), "http_port = 1\ngateway_port = 2\n");
        Path second = Files.writeString(directory.resolve("cluster.toml"), "gateway_port = 3\n");
        Files.writeString(directory.resolve("other.toml"), "http_port = 4\n");

        List<Path> files = ConfigFile.in(directory);
        NodeSettings node = new Configuration(Map.of(), Map.of(), files, Map.of())
                .settings()
                .node();

        assertThat(files).containsExactly(first, second);
        assertThat(node.httpPort()).isEqualTo(1);
        assertThat(node.gatewayPort()).isEqualTo(3);
    }

    @Test
    void an_installation_without_files_runs_with_the_defaults() {
        assertThat(ConfigFile.in(directory.resolve("none"))).isEmpty();
    }

    @Test
    void the_shipped_example_of_a_cluster_is_understood() {
        Configuration configuration = of(Map.of(), Map.of(), Path.of("../config/cluster.toml"));

        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().cluster().enabled()).isTrue();
    }

    @Test
    void a_secret_that_is_missing_or_short_is_refused_before_the_node_meets_another() throws IOException {
        Path secret = directory.resolve("secret");
        Map<String, String> given = Map.of("STEMEDB_CLUSTER_SECRET_FILE", secret.toString());
        assertThat(of(Map.of(), given, null).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("stemedb.cluster.secret_file (environment")
                        .contains(secret + ": there is no such file"));

        Files.writeString(secret, " 0123456789abcde\n\n");
        assertThat(of(Map.of(), given, null).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("15 bytes", "at least 16"));

        Files.writeString(secret, " 0123456789abcdef\n\n");
        Configuration configuration = of(Map.of(), given, null);
        assertThat(configuration.faults()).isEmpty();
        assertThat(configuration.settings().cluster().secret(Files::readAllBytes))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("0123456789abcdef"));
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
        List<Path> file = List.of(file("data_dir = \"/here\"\n"));

        assertThat(new Configuration(Map.of(), Map.of(), List.of(), defaults)
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
