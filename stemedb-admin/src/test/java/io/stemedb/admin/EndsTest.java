package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How commands end that cannot go on: the code, and one line with what to try next. */
class EndsTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    /** A command that does not end well. */
    record End(String line, int code, String... says) {
        @Override
        public String toString() {
            return line;
        }
    }

    static Stream<End> all() {
        return Stream.of(
                new End("node node9 info", 1, "node9", "there are node1, node2, node3"),
                new End("node node info", 2, "several ids", "node1, node2, node3", "write more"),
                new End("shard 99 info", 1, "there are shards 0 to 63"),
                new End("task nope show", 1, "nope", "there are"),
                new End("task nope abort --yes", 1, "no task has this id", "stemedb-admin task list"),
                new End("frobnicate", 2, "no command 'frobnicate'", "help"),
                new End("node node2 frobnicate", 2, "no command 'frobnicate'", "info, shards"),
                new End("node list --frobnicate", 2, "--frobnicate", "node list --help"),
                new End("node info", 0),
                new End("shard rebalance", 2, "--target-node is missing"),
                new End("cluster set factor many", 2, "the factor is a number"),
                new End("cluster set colour 3", 2, "SETTING takes no 'colour'", "factor"),
                new End("node list --output xml", 2, "--output takes no 'xml'", "csv"),
                new End("node list --timeout soon", 2, "--timeout", "30s"),
                new End("node list extra", 2, "extra"),
                new End("backup", 2, "--to is missing"),
                new End("debug export", 2, "--output is missing"),
                new End("completion tcsh", 2, "takes no 'tcsh'"),
                new End("cluster sync --preview --force", 2, "does not go with"),
                new End("node node2 drain", 2, "no terminal", "--dry-run", "--yes"),
                new End("node list --gateway ftp://a", 2, "neither http:// nor https://"),
                new End("node list --gateway http://me:secret@a", 2, "no user and no password"),
                new End("node list --cert a.pem", 2, "--cert and --key go together"),
                new End("node list --profile nobody", 2, "no file of profiles"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_failure_is_one_line_that_says_what_to_try_next(End end) {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = Session.with(gateway).run(end.line());
            if (end.code() == 0) { // a parameter is missing
                assertThat(result.code()).isEqualTo(2);
                assertThat(result.err()).contains("NODE_ID", "--help");
                return;
            }
            assertThat(result.code()).as("%s", result).isEqualTo(end.code());
            assertThat(result.err()).contains(end.says()).startsWith("stemedb-admin: ");
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.out()).isEmpty();
        }
    }

    static Stream<String> everyCommand() {
        return CommandsTest.all()
                .filter(written -> !written.asks().isEmpty())
                .map(CommandsTest.Written::line)
                .filter(line -> !line.startsWith("version"));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void nobody_takes_a_gateway_that_is_away_for_a_cluster_that_is_not_well(String line) {
        for (String format : List.of("", " -o json")) {
            String whole = line.contains("-o") || line.contains("--output") ? line : line + format;
            Session.Result result = new Session().set("STEMEDB_GATEWAY", NOBODY).run(whole);
            assertThat(result.code()).as("%s", result).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("cannot connect", NOBODY).doesNotContain("unhealthy");
            assertThat(result.err().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void a_token_that_has_expired_ends_every_command_as_not_allowed(String line) {
        try (FakeGateway gateway = new FakeGateway()) {
            refuseAll(gateway, line, 401, "expired");
            Session.Result result =
                    Session.with(gateway).set("STEMEDB_TOKEN", "stt_old").run(line);
            assertThat(result.code()).as("%s", result).isEqualTo(4);
            assertThat(result.err()).contains("token", "--token-file").doesNotContain("stt_old");
            assertThat(gateway.tokens()).containsOnly("Bearer stt_old");
        }
    }

    @Test
    void a_role_that_may_not_is_told_so() {
        try (FakeGateway gateway = new FakeGateway().on("POST /admin/scrub", 403, "forbidden")) {
            Session.Result result = Session.with(gateway).run("scrub");
            assertThat(result.code()).isEqualTo(4);
            assertThat(result.err()).contains("a reader may not do this", "use the token of an operator");
        }
    }

    private static void refuseAll(FakeGateway gateway, String line, int status, String problem) {
        CommandsTest.all()
                .filter(written -> written.line().equals(line))
                .flatMap(written -> written.asks().stream())
                .map(call -> call.split(" \\{")[0])
                .forEach(call -> gateway.only(call, status, problem));
    }

    @Test
    void version_shows_its_own_though_no_gateway_is_there() {
        Session.Result result = new Session().set("STEMEDB_GATEWAY", NOBODY).run("version");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).startsWith("stemedb-admin 0");
    }

    @Test
    void what_a_check_refuses_ends_so_and_the_hint_is_a_command() {
        try (FakeGateway gateway = new FakeGateway().on("POST /admin/scrub", 409, "unsafe-scrub")) {
            Session.Result result = Session.with(gateway).run("scrub");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err())
                    .contains("a scrub is under way")
                    .contains("stemedb-admin task 8d0c6a34-6f0e-4a53-9f6e-0a8b1a4f1d52 abort");
        }
    }

    @Test
    void another_port_of_the_node_is_named_as_such() {
        try (FakeGateway gateway = new FakeGateway().on("GET /cluster/health", 404, "wrong-port")) {
            Session.Result result = Session.with(gateway).run("cluster health");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("does not answer on the gateway's port", "call port 18180");
        }
    }

    @Test
    void the_cluster_not_being_well_has_a_code_of_its_own_in_every_form() {
        try (FakeGateway gateway = new FakeGateway().on("GET /cluster/health", "dead-health")) {
            for (String format : List.of("table", "wide", "json", "yaml", "csv")) {
                assertThat(Session.with(gateway)
                                .run("cluster health -o " + format)
                                .code())
                        .isEqualTo(10);
            }
        }
    }
}
