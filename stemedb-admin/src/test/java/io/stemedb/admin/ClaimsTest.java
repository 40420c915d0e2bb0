package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands about claims do beside what {@link CommandsTest} and {@link GoldenOutputTest} tell. */
class ClaimsTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    @Test
    void a_claim_can_be_read_as_json() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            String claim = "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":\"-\"}";
            assertThat(Session.with(gateway).reading(claim).run("assert -").code())
                    .isZero();
            assertThat(gateway.asked()).containsExactly("POST /v1/assert " + claim);
        }
    }

    @Test
    void a_value_that_begins_with_a_minus_stands_behind_two() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            assertThat(Session.with(gateway).run("assert --source s a p -- -5").code())
                    .isZero();
            assertThat(gateway.asked().get(0)).contains("\"value\":-5");
        }
    }

    @Test
    void a_claim_that_cannot_be_meant_is_not_sent() {
        String[][] wrong = {
            {"assert a p 1", "--source is missing"},
            {"assert a p --source s", "VALUE is missing"},
            {"assert - --source s", "--source does not go with -"},
            {"assert -", "holds no claim as JSON"},
            {"assert a p 1 --source s --metadata 1", "--metadata holds no JSON object"},
            {"assert a p 1 --source s --confidence 2", "--confidence takes no '2'"},
            {"assert a p 1 --source s --ack some", "--ack takes no 'some'"},
            {"retract " + Documents.CLAIM, "--reason is missing"},
            {"retract " + Documents.CLAIM + " --reason r", "no terminal"},
            {"query a --lens nope", "--lens takes no 'nope'"},
            {"query a --lens all,recency", "goes with no other"},
            {"query a --cursor x", "not of these lenses"},
            {"query a --limit 0", "--limit takes no '0'"},
            {"concepts --recursive --cursor x", "does not go with"},
        };
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            for (String[] one : wrong) {
                Session.Result result = Session.with(gateway).run(one[0]);
                assertThat(result.code()).as("%s", result).isEqualTo(2);
                assertThat(result.err()).contains(one[1]);
            }
            assertThat(gateway.asked()).noneMatch(call -> call.startsWith("POST"));
        }
    }

    @Test
    void a_refusal_of_the_api_names_the_field() {
        try (FakeGateway gateway = new FakeGateway().on("POST /v1/assert", 400, "malformed-path")) {
            Session.Result result = Session.with(gateway).run("assert a//b p 1 --source s");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("concept_path: must have no slash at either end");
        }
    }

    @Test
    void an_unknown_claim_is_not_withdrawn() {
        try (FakeGateway gateway = new FakeGateway().on("GET /v1/assertions/ffff", 404, "unknown-assertion")) {
            Session.Result result = Session.with(gateway).run("retract ffff --reason r --yes");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("no assertion has this id");
            assertThat(gateway.asked()).hasSize(1);
        }
    }

    @Test
    void the_api_is_asked_at_the_address_that_is_named_and_the_next_one_if_it_is_away() {
        try (FakeGateway api = FakeGateway.ofAnyHealthyCluster()) {
            Session session = new Session().set("STEMEDB_GATEWAY", NOBODY);
            Session.Result result =
                    session.run(List.of("concepts", "--api", NOBODY + "," + api.address(), "-o", "json"));
            assertThat(result.code()).as("%s", result).isZero();
            assertThat(api.asked()).containsExactly("GET /v1/concepts?limit=100");
        }
    }

    @Test
    void the_first_gateway_that_can_be_connected_to_says_where_its_api_is() {
        try (FakeGateway api = FakeGateway.ofAnyHealthyCluster();
                FakeGateway gateway = new FakeGateway().namingPortOf(api)) {
            Session session = new Session().set("STEMEDB_GATEWAY", NOBODY + "," + gateway.address());
            assertThat(session.run("query geo/country/BI capital --require AgG6")
                            .code())
                    .isZero();
            assertThat(gateway.asked()).containsExactly("GET /v1/history");
            assertThat(api.asked()).hasSize(3);
        }
    }

    @Test
    void a_write_that_was_not_answered_is_not_sent_again() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                FakeGateway other = FakeGateway.ofAnyHealthyCluster()) {
            String both = "http://127.0.0.1:" + silent.getLocalPort() + "," + other.address();
            Session.Result result = new Session().run("assert a p 1 --source s --timeout 100ms --api " + both);
            assertThat(result.code()).isEqualTo(6);
            assertThat(result.err()).contains("it may be written all the same", "stemedb-admin history");
            assertThat(other.asked()).isEmpty();
            result = new Session().run("query a p --timeout 100ms --api " + both);
            assertThat(result.code()).isZero();
        }
    }

    @Test
    void a_profile_for_another_cluster_writes_nothing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("admin.toml");
        Files.writeString(file, "profile = \"p\"\n[profile.p]\ncluster_id = \"another\"\n");
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session session = Session.with(gateway).set("STEMEDB_ADMIN_CONFIG", file.toString());
            Session.Result result = session.run("assert a p 1 --source s");
            assertThat(result.code()).isEqualTo(5);
            assertThat(gateway.asked()).containsExactly("GET /cluster/status");
        }
    }

    @Test
    void a_proxy_that_has_gateway_and_api_under_one_address_is_found_out() {
        try (FakeGateway both = FakeGateway.ofAnyHealthyCluster().on("GET /v1/history", 400, "malformed-path")) {
            Session session = new Session().set("STEMEDB_GATEWAY", both.address());
            assertThat(session.run("concepts").code()).isZero();
            assertThat(both.asked()).containsExactly("GET /v1/history", "GET /v1/concepts?limit=100");
        }
    }

    @Test
    void who_cannot_be_asked_is_named_with_the_flag_that_changes_it() {
        Session session = new Session().set("STEMEDB_GATEWAY", NOBODY);
        for (String line : new String[] {"concepts", "concepts --api " + NOBODY}) {
            Session.Result result = session.run(line);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("the API of a node", NOBODY, "--api", "--gateway");
        }
    }

    @Test
    void no_character_of_a_value_reaches_a_terminal_as_a_command_in_any_format() {
        for (String format : new String[] {"table", "wide", "json", "yaml", "csv"}) {
            try (FakeGateway gateway = new FakeGateway().on("POST /v1/query", "query-odd")) {
                Session.Result result = Session.with(gateway)
                        .set("NO_COLOR", "1")
                        .onTerminal()
                        .run("query odd/things --lens recency -o " + format);
                assertThat(result.out()).doesNotContain("\u001b", "\u0007", "\u202e");
                assertThat(result.out()).contains("\\u001b[31mred", "\\u202etxt");
            }
        }
    }

    @Test
    void pages_are_read_until_there_are_enough() {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.on("GET /v1/contradictions?limit=6", "contradictions");
            gateway.on("GET /v1/contradictions?limit=2&cursor=" + Documents.NEXT, "contradictions-empty");
            Session.Result result = Session.with(gateway).run("contradictions --limit 6");
            assertThat(result.code()).as("%s", result).isZero();
            assertThat(gateway.asked()).hasSize(2);
            assertThat(result.out()).contains("Slots: 4").doesNotContain("There are more");
        }
    }
}
