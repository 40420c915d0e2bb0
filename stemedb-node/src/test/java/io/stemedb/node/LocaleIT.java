package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node writes and says does not depend on the language of whoever starts it. */
class LocaleIT {
    private static final String CLAIM =
            "{\"concept_path\":\"geo/country/BI\",\"predicate\":\"capital\",\"value\":\"Gitega\",\"source\":\"atlas\"}";

    @TempDir
    Path folder;

    @Test
    void a_node_with_its_backups_goes_from_one_locale_to_another() throws Exception {
        Path data = folder.resolve("data");
        Path backups = folder.resolve("backups");
        try (RunningNode node = RunningNode.startWith(
                        locale("fa", "IR"), folder, "--data-dir", data.toString(), "--node-id", "n1")
                .awaitReady()) {
            assertThat(node.post("/v1/assert", "application/json", CLAIM).statusCode())
                    .isEqualTo(201);
            command("ar", "backup", "--to", backups, "--gateway", "http://127.0.0.1:" + node.gatewayPort);
            node.terminate();
            assertThat(node.awaitEnd()).as(node.console()).isZero();
            assertThat(node.console()).as("digits of other scripts").matches("\\p{ASCII}*");
        }
        assertThat(Files.readString(data.resolve("log/server.0.log"))).matches("\\p{ASCII}+");
        command("bn", "backup", "--to", backups, "--data-dir", data);
        command("mr", "verify", backups);
        command("en", "verify", backups);
        Path restored = folder.resolve("restored");
        command("my", "restore", "--from", backups, "--to", restored);
        command("ne", "repair", "--data-dir", restored);
        command("tr", "repair", "--data-dir", data);
        try (Stream<Path> made = Files.walk(folder)) {
            assertThat(made.map(Path::toString)).allMatch(name -> name.matches("\\p{ASCII}*"));
        }
        try (RunningNode node = RunningNode.startWith(
                        locale("th", "TH-u-nu-thai"), folder.resolve("again"), "--data-dir", restored.toString())
                .awaitReady()) {
            assertThat(node.get(node.httpPort, "/v1/health").body()).contains("\"assertion_count\":1,");
        }
    }

    private void command(String language, Object... words) throws Exception {
        OperatorCommand done = OperatorCommand.run(locale(language, ""), folder, words);
        assertThat(done.exitCode()).as("%s: %s", List.of(words), done.said()).isZero();
        assertThat(done.said()).matches("\\p{ASCII}*");
    }

    /** As the JVM would take it from the environment if that locale were installed; the digits are its own. */
    private static Map<String, String> locale(String language, String country) {
        return Map.of(
                "STEMEDB_JAVA_OPTS",
                "-Xmx256m -Duser.language=" + language + " -Duser.country=" + country.replaceAll("-.*", "")
                        + (country.contains("-u-") ? " -Duser.extensions=nu-thai" : ""));
    }
}
