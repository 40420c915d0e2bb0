package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a change is asked for: nothing is sent that nobody has agreed to. */
class ChangesTest {
    private static final String DRAIN = "POST /admin/nodes/node2/drain {}";
    private static final String PLAN = "POST /admin/nodes/node2/drain {\"dry_run\":true}";
    private static final String CLUSTER = "01da3b49e9e45d4d97b3a51b70fee694";

    @Test
    void no_other_answer_than_yes_changes_anything() {
        for (String answer : new String[] {"n", "", "maybe", "yesterday"}) {
            try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
                Session.Result result = Session.with(gateway).onTerminal(answer).run("node node2 drain");
                assertThat(result.code()).isEqualTo(1);
                assertThat(result.err()).contains("nothing was changed");
                assertThat(gateway.asked()).containsExactly(PLAN);
            }
        }
    }

    @Test
    void whoever_leaves_at_the_question_has_changed_nothing() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            assertThat(Session.with(gateway)
                            .onTerminal()
                            .run("node node2 drain")
                            .code())
                    .isEqualTo(1);
            assertThat(gateway.asked()).containsExactly(PLAN);
        }
    }

    @Test
    void yes_goes_on() {
        for (String answer : new String[] {"y", "YES", " yes "}) {
            try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
                Session.with(gateway).onTerminal(answer).run("node node2 drain");
                assertThat(gateway.asked()).containsExactly(PLAN, DRAIN);
            }
        }
    }

    @Test
    void what_speaks_against_a_change_ends_it_before_anybody_is_asked() {
        try (FakeGateway gateway =
                FakeGateway.ofAnyHealthyCluster().only("POST /admin/nodes/node2/drain dry_run", 200, "refused-plan")) {
            Session.Result result = Session.with(gateway).onTerminal("y").run("node node2 drain");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("writes at quorum need 2 nodes", "--force");
            assertThat(gateway.asked()).containsExactly(PLAN);
        }
    }

    @Test
    void force_goes_on_and_shows_what_speaks_against_it() {
        try (FakeGateway gateway =
                FakeGateway.ofAnyHealthyCluster().only("POST /admin/nodes/node2/drain dry_run", 200, "refused-plan")) {
            Session.Result result = Session.with(gateway).run("node node2 drain --force --yes");
            assertThat(result.code()).isZero();
            assertThat(result.err()).contains("What speaks against it", "writes at quorum need 2 nodes");
            assertThat(gateway.asked()).hasSize(2).allMatch(call -> call.contains("\"force\":true"));
        }
    }

    @Test
    void a_refusal_of_the_gateway_ends_a_change() {
        try (FakeGateway gateway =
                FakeGateway.ofAnyHealthyCluster().only("POST /admin/nodes/node2/drain dry_run", 409, "unsafe-drain")) {
            Session.Result result = Session.with(gateway).run("node node2 drain --yes");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("can hand nothing over", "stemedb-admin node NODE_ID remove");
        }
    }

    @Test
    void a_profile_for_another_cluster_changes_nothing(@TempDir Path folder) throws IOException {
        for (String line : new String[] {
            "node node2 drain --yes", "scrub", "compact", "backup --to /b", "cluster sync", "cluster set factor 3 --yes"
        }) {
            try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
                Session.Result result = withCluster(gateway, folder, "another").run(line);
                assertThat(result.code()).as(line).isEqualTo(5);
                assertThat(result.err()).contains("this is the cluster " + CLUSTER, "the profile is for another");
                assertThat(gateway.asked()).containsExactly("GET /cluster/status");
            }
        }
    }

    @Test
    void a_profile_for_this_cluster_lets_a_change_pass(@TempDir Path folder) throws IOException {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            assertThat(withCluster(gateway, folder, CLUSTER)
                            .run("node node2 drain --yes")
                            .code())
                    .isZero();
            assertThat(gateway.asked()).containsExactly("GET /cluster/status", PLAN, DRAIN);
        }
    }

    private static Session withCluster(FakeGateway gateway, Path folder, String cluster) throws IOException {
        Path file = Files.writeString(
                folder.resolve("admin.toml"), "profile = \"a\"\n[profile.a]\ncluster_id = \"" + cluster + "\"\n");
        return Session.with(gateway).set("STEMEDB_ADMIN_CONFIG", file.toString());
    }

    @Test
    void a_task_that_fails_ends_the_command_that_waits_for_it_as_failed() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()
                .only("GET /admin/tasks/" + Documents.TASK, 200, "task-drain-running", "task-drain-failed")) {
            Session.Result result = Session.with(gateway).run("node node2 drain --yes --wait");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).contains("State: failed", "Error: node2 was lost");
        }
    }

    @Test
    void a_task_that_takes_longer_than_the_timeout_goes_on() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()
                .only("GET /admin/tasks/" + Documents.TASK, 200, "task-drain-running")) {
            Session.Result result = Session.with(gateway).run("task " + Documents.TASK + " wait --timeout 10s");
            assertThat(result.code()).isEqualTo(6);
            assertThat(result.err()).contains("goes on", "stemedb-admin task wait " + Documents.TASK);
        }
    }

    @Test
    void a_node_that_is_started_again_ends_no_waiting() {
        String task = "GET /admin/tasks/" + Documents.TASK;
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()
                .only(task, 200, "task-drain-running")
                .on(task, 503, "starting")
                .on(task, 503, "starting")
                .on(task, "task-drain-succeeded")) {
            Session.Result result = Session.with(gateway).run("task wait " + Documents.TASK);
            assertThat(result.code()).isZero();
            assertThat(result.err()).contains("waiting: the node is still reading its data directory");
        }
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()
                .only(task, 200, "task-drain-running")
                .on(task, 503, "starting")) {
            Session.Result result = Session.with(gateway).run("task wait " + Documents.TASK);
            assertThat(result.code()).as("after two minutes").isEqualTo(1);
        }
    }

    @Test
    void progress_is_one_line_on_a_terminal() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()
                .only("GET /admin/tasks/" + Documents.TASK, 200, "task-drain-running", "task-drain-succeeded")) {
            Session.Result result = Session.with(gateway).onTerminal("y").run("task " + Documents.TASK + " wait");
            assertThat(result.err().split("\n")).hasSize(1);
            assertThat(result.err().split("\r")).allMatch(part -> part.length() < 90);
        }
    }

    @Test
    void the_export_is_a_whole_file_for_its_owner(@TempDir Path folder) throws IOException {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Path file = folder.resolve("state.json");
            Files.writeString(file, "older");
            Session.Result result = Session.with(gateway).run("debug export --output " + file);
            assertThat(result.code()).isZero();
            assertThat(Files.readString(file)).startsWith("{\"manifest\":").endsWith("]}\n");
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            assertThat(folder.toFile().list()).containsExactly("state.json");
            assertThat(Session.with(gateway)
                            .run("debug export --output " + folder + "/no/such/file")
                            .code())
                    .isEqualTo(1);
        }
    }
}
