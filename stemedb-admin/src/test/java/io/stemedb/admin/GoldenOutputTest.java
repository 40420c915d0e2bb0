package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each command shows, byte by byte, in {@code src/test/resources/golden}.
 * {@code mvn -pl stemedb-admin test -Dtest=GoldenOutputTest -Dstemedb.write=true} writes the files anew; look
 * at what has
 * changed in them.
 */
class GoldenOutputTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden").toAbsolutePath();

    /** One file. */
    record Golden(String name, String line, UnaryOperator<FakeGateway> answers, UnaryOperator<Session> session) {
        static Golden of(String name, String line) {
            return new Golden(name, line, gateway -> gateway, session -> session);
        }

        Golden answering(UnaryOperator<FakeGateway> other) {
            return new Golden(name, line, other, session);
        }

        Golden in(UnaryOperator<Session> other) {
            return new Golden(name, line, answers, other);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> all() {
        return Stream.of(reads(), formats(), states(), changes(), callers(), claims())
                .flatMap(List::stream);
    }

    private static List<Golden> reads() {
        return List.of(
                Golden.of("cluster-health", "cluster health"),
                Golden.of("cluster-status", "cluster status"),
                Golden.of("cluster-members", "cluster members --removed"),
                Golden.of("node-list", "node list"),
                Golden.of("node-list-of-the-seeds", "node list")
                        .answering(gateway -> gateway.only("GET /v1/admin/nodes", 200, "seed-nodes")),
                Golden.of("node-info", "node node2 info"),
                Golden.of("node-shards", "node node2 shards"),
                Golden.of("node-shards-leader", "node node2 shards --leader"),
                Golden.of("node-shards-follower", "node node2 shards --follower"),
                Golden.of("shard-list", "shard list"),
                Golden.of("shard-list-moving", "shard list --moving"),
                Golden.of("shard-info", "shard 7 info"),
                Golden.of("shard-replicas", "shard 7 replicas"),
                Golden.of("task-list", "task list"),
                Golden.of("task-show", "task 86e8 show"),
                Golden.of("version", "version"),
                Golden.of("help", "help"),
                Golden.of("help-of-a-noun", "node --help"),
                Golden.of("help-of-a-command", "node drain --help"));
    }

    private static List<Golden> formats() {
        return List.of(
                Golden.of("node-list-wide", "node list --output wide"),
                Golden.of("node-list-json", "node list -o json"),
                Golden.of("node-list-yaml", "node list -o yaml"),
                Golden.of("node-list-csv", "node list -o csv"),
                Golden.of("shard-replicas-wide", "shard 7 replicas -o wide"),
                Golden.of("shard-list-wide", "shard list -o wide"),
                Golden.of("cluster-health-json", "cluster health -o json"),
                Golden.of("task-list-csv", "task list --running -o csv"),
                Golden.of("cluster-health-ascii", "cluster health").in(session -> session.locale("C")),
                Golden.of("node-list-ascii", "node list").in(session -> session.locale(null)),
                Golden.of("node-list-colours", "node list")
                        .answering(gateway -> gateway.only("GET /v1/admin/nodes", 200, "dead-nodes"))
                        .in(Session::onTerminal),
                Golden.of("node-list-no-color", "node list")
                        .answering(gateway -> gateway.only("GET /v1/admin/nodes", 200, "dead-nodes"))
                        .in(session -> session.onTerminal().set("NO_COLOR", "1")));
    }

    private static List<Golden> states() {
        return List.of(
                Golden.of("cluster-health-degraded", "cluster health")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "dead-health")),
                Golden.of("cluster-health-unhealthy", "cluster health")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "health-unhealthy")),
                Golden.of("cluster-health-unhealthy-ascii", "cluster health")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "health-unhealthy"))
                        .in(session -> session.locale("POSIX")),
                Golden.of("cluster-health-unknown", "cluster health")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "health-unknown")),
                Golden.of("shard-list-under-replicated", "shard list --under-replicated")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "health-unhealthy")),
                Golden.of("shard-list-leaderless-unknown", "shard list --leaderless")
                        .answering(gateway -> gateway.only("GET /cluster/health", 200, "health-unknown")),
                Golden.of("node-info-dead", "node node3 info")
                        .answering(gateway -> gateway.on("GET /v1/admin/nodes/node3", "dead-node3")),
                Golden.of("node-list-dead", "node list")
                        .answering(gateway -> gateway.only("GET /v1/admin/nodes", 200, "dead-nodes")),
                Golden.of("node-list-dead-json", "node list -o json")
                        .answering(gateway -> gateway.only("GET /v1/admin/nodes", 200, "dead-nodes")),
                Golden.of("cluster-members-dead", "cluster members")
                        .answering(gateway -> gateway.only("GET /cluster/members", 200, "dead-members")));
    }

    private static List<Golden> changes() {
        return List.of(
                Golden.of("drain-dry-run", "node node2 drain --dry-run"),
                Golden.of("drain-refused", "node node2 drain --dry-run")
                        .answering(
                                gateway -> gateway.only("POST /admin/nodes/node2/drain dry_run", 200, "refused-plan")),
                Golden.of("drain-asked", "node node2 drain").in(session -> session.onTerminal("y")),
                Golden.of("drain-followed", "node node2 drain --yes --wait")
                        .answering(gateway -> gateway.only(
                                "GET /admin/tasks/" + Documents.TASK,
                                200,
                                "task-drain-running",
                                "task-drain-running",
                                "task-drain-succeeded")),
                Golden.of("forget-seed-dry-run", "cluster forget-seed nod3:18182 --dry-run"),
                Golden.of("sync-preview", "cluster sync --preview"),
                Golden.of("sync-preview-of-nothing", "cluster sync --preview")
                        .answering(gateway -> gateway.only("POST /cluster/sync preview", 200, "nothing-compared")));
    }

    private static List<Golden> callers() {
        return List.of(
                Golden.of("token-list", "token list"),
                Golden.of("token-list-csv", "token list -o csv"),
                Golden.of("token-create", "token create --role writer"),
                Golden.of("token-create-json", "token create --role writer -o json"),
                Golden.of("token-rotate-asked", "token kZ3vWq8bTn0a rotate --grace 15m")
                        .in(session -> session.onTerminal("n")),
                Golden.of("token-revoke", "token kZ3vWq8bTn0a revoke --yes"),
                Golden.of("token-revoke-unknown", "token kZ3v revoke --yes"),
                Golden.of("event-list", "event list"),
                Golden.of("event-list-wide", "event list -o wide"));
    }

    private static List<Golden> claims() {
        String query = "query geo/country/BI capital";
        return List.of(
                Golden.of("assert", "assert geo/city/Gitega elevation_m 1504 --source wikidata"),
                Golden.of("assert-twice", "assert geo/city/Gitega elevation_m 1504 --source wikidata")
                        .answering(gateway -> gateway.only("POST /v1/assert", 200, "written-twice")),
                Golden.of("assert-json", "assert geo/city/Gitega elevation_m 1504 --source wikidata -o json"),
                Golden.of("retract-asked", "retract " + Documents.CLAIM + " --reason slip")
                        .in(session -> session.onTerminal("y")),
                Golden.of("retract-dry-run", "retract " + Documents.CLAIM + " --reason slip --dry-run"),
                Golden.of("retract-by-another", "retract " + Documents.CLAIM + " --reason slip --source me --yes")
                        .answering(gateway -> gateway.only("POST /v1/retract", 201, "withdrawn-by-another")),
                Golden.of("query", query),
                Golden.of("query-ascii", query).in(session -> session.locale("C")),
                Golden.of("query-explain", query + " --explain"),
                Golden.of("query-json", query + " -o json"),
                Golden.of("query-csv", query + " -o csv"),
                Golden.of("query-all", query + " --lens all --require complete"),
                Golden.of("query-empty", "query nope --lens recency")
                        .answering(gateway -> gateway.only("POST /v1/query", 200, "query-empty")),
                Golden.of("query-incomplete", "query nope --lens recency")
                        .answering(gateway -> gateway.only("POST /v1/query", 200, "query-incomplete")),
                Golden.of("query-odd", "query odd/things --lens recency")
                        .answering(gateway -> gateway.only("POST /v1/query", 200, "query-odd")),
                Golden.of("query-odd-wide", "query odd/things --lens recency -o wide")
                        .answering(gateway -> gateway.only("POST /v1/query", 200, "query-odd")),
                Golden.of("history", "history geo/city/Gitega elevation_m"),
                Golden.of("history-csv", "history geo/city/Gitega elevation_m -o csv"),
                Golden.of("contradictions", "contradictions --limit 4"),
                Golden.of("contradictions-json", "contradictions --limit 4 -o json"),
                Golden.of("concepts", "concepts"),
                Golden.of("concepts-recursive", "concepts geo --recursive"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_command_shows_what_it_did_show(Golden golden) throws IOException {
        try (FakeGateway gateway = golden.answers().apply(FakeGateway.ofAnyHealthyCluster())) {
            Session session = golden.session().apply(Session.with(gateway));
            String shown = text(golden.line(), session.run(golden.line()));
            Path file = FOLDER.resolve(golden.name() + ".txt");
            if (Boolean.getBoolean("stemedb.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, shown);
            }
            assertThat(file).exists();
            assertThat(shown).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void no_file_is_left_that_nothing_compares_with() throws IOException {
        Set<String> expected = new TreeSet<>();
        all().forEach(golden -> expected.add(golden.name() + ".txt"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Colours are written in words, so that a difference can be read. */
    private static String text(String line, Session.Result result) {
        String all = "$ stemedb-admin " + line + "\n" + result.out() + "--- beside it\n" + result.err()
                + String.format(Locale.ROOT, "--- ends with %d%n", result.code());
        return all.replace("\u001b", "<ESC>").replace("\r", "<CR>");
    }
}
