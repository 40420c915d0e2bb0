package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command: how it may be written, what it asks of a gateway, and with which code it ends. */
class CommandsTest {
    /**
     * One way to write a command.
     *
     * @param asks calls in their order; a body follows its call
     */
    record Written(String command, String line, List<String> asks) {
        static Written of(String command, String line, String... asks) {
            return new Written(command, line, List.of(asks));
        }

        @Override
        public String toString() {
            return line;
        }
    }

    private static final String TASK = "/admin/tasks/" + Documents.TASK;
    private static final String NODE2 = "GET /v1/admin/nodes/node2";

    static Stream<Written> all() {
        return Stream.of(reads(), tasks(), changesOfNodes(), changesOfShards(), starts(), callers(), claims())
                .flatMap(List::stream);
    }

    private static List<Written> reads() {
        return List.of(
                Written.of("cluster health", "cluster health", "GET /cluster/health"),
                Written.of("cluster health", "-o json cluster health", "GET /cluster/health"),
                Written.of("cluster status", "cluster --timeout 5s status", "GET /cluster/status"),
                Written.of("cluster members", "cluster members", "GET /cluster/members"),
                Written.of("cluster members", "cluster members --removed", "GET /cluster/members?include=removed"),
                Written.of("node list", "node list", "GET /v1/admin/nodes"),
                Written.of("node info", "node node2 info", NODE2),
                Written.of("node info", "node info node2", NODE2),
                Written.of("node info", "node node2 --output json info", NODE2),
                Written.of("node shards", "node node2 shards --leader", NODE2, NODE2 + "/shards"),
                Written.of("node shards", "node shards node2", NODE2, NODE2 + "/shards"),
                Written.of("shard list", "shard list --by-load", "GET /cluster/shards?sort=load"),
                Written.of("shard list", "shard list --leaderless", "GET /cluster/shards", "GET /cluster/health"),
                Written.of("shard info", "shard 7 info", "GET /v1/shards/7"),
                Written.of("shard info", "shard info 7", "GET /v1/shards/7"),
                Written.of("shard replicas", "shard 7 replicas", "GET /v1/shards/7"),
                Written.of("debug export", "debug export --output -", "GET /admin/debug/export"),
                Written.of("config check", "config check"),
                Written.of("config check", "config check my.toml"),
                Written.of("version", "version", "GET /v1/admin/nodes"),
                Written.of("completion", "completion bash"),
                Written.of("completion", "completion zsh"),
                Written.of("completion", "completion fish"));
    }

    private static List<Written> tasks() {
        return List.of(
                Written.of("task list", "task list", "GET /admin/tasks"),
                Written.of("task show", "task " + Documents.TASK + " show", "GET " + TASK),
                Written.of("task show", "task 86e8 show", "GET /admin/tasks/86e8", "GET /admin/tasks", "GET " + TASK),
                Written.of("task wait", "task wait " + Documents.TASK, "GET " + TASK),
                Written.of("task abort", "task " + Documents.TASK + " abort --yes", "GET " + TASK, "DELETE " + TASK));
    }

    private static List<Written> changesOfNodes() {
        String drain = "POST /admin/nodes/node2/drain ";
        String remove = "POST /admin/cluster/remove ";
        String settings = "POST /admin/cluster/settings ";
        String forget = "POST /admin/cluster/forget-seed ";
        return List.of(
                Written.of("node drain", "node node2 drain --yes", drain + "{\"dry_run\":true}", drain + "{}"),
                Written.of("node drain", "node drain node2 --dry-run", drain + "{\"dry_run\":true}"),
                Written.of(
                        "node undrain",
                        "node node2 undrain --reason back",
                        "POST /admin/nodes/node2/undrain {\"reason\":\"back\"}"),
                Written.of(
                        "node remove",
                        "node node3 remove --unsafe-lost-quorum --yes",
                        remove + "{\"unsafe_lost_quorum\":true,\"node_id\":\"node3\",\"dry_run\":true}",
                        remove + "{\"node_id\":\"node3\",\"unsafe_lost_quorum\":true}"),
                Written.of(
                        "cluster set",
                        "cluster set factor 3 --yes",
                        settings + "{\"factor\":3,\"dry_run\":true}",
                        settings + "{\"factor\":3}"),
                Written.of(
                        "cluster forget-seed",
                        "cluster forget-seed nod3:18182 --yes",
                        forget + "{\"seed\":\"nod3:18182\",\"dry_run\":true}",
                        forget + "{\"seed\":\"nod3:18182\"}"));
    }

    private static List<Written> changesOfShards() {
        String rebalance = "POST /admin/shards/rebalance ";
        String elect = "POST /admin/shards/7/elect-leader ";
        return List.of(
                Written.of(
                        "shard rebalance",
                        "shard rebalance --target-node node2 --yes",
                        rebalance + "{\"target_node\":\"node2\",\"dry_run\":true}",
                        rebalance + "{\"target_node\":\"node2\"}"),
                Written.of(
                        "shard rebalance",
                        "shard 7 rebalance --target-node node2 --dry-run",
                        rebalance + "{\"shard_id\":\"7\",\"target_node\":\"node2\",\"dry_run\":true}"),
                Written.of(
                        "shard elect-leader",
                        "shard 7 elect-leader --node node2 --yes",
                        elect + "{\"dry_run\":true,\"node_id\":\"node2\"}",
                        elect + "{\"node_id\":\"node2\"}"),
                Written.of("shard unpin", "shard 7 unpin", "POST /admin/shards/7/unpin {}"));
    }

    private static List<Written> starts() {
        return List.of(
                Written.of(
                        "cluster sync",
                        "cluster sync --force --target-nodes node1,node2",
                        "POST /cluster/sync {\"force\":true,\"target_nodes\":[\"node1\",\"node2\"]}"),
                Written.of("cluster sync", "cluster sync --preview", "POST /cluster/sync {\"preview\":true}"),
                Written.of("scrub", "scrub", "POST /admin/scrub {}"),
                Written.of("scrub", "scrub pause", "POST /admin/scrub/pause {}"),
                Written.of("scrub", "scrub resume", "POST /admin/scrub/resume {}"),
                Written.of("compact", "compact --reason r", "POST /admin/compact {\"reason\":\"r\"}"),
                Written.of(
                        "backup",
                        "backup --to /b --scope cluster --force",
                        "POST /admin/backup {\"to\":\"/b\",\"scope\":\"cluster\",\"force\":true}"));
    }

    private static List<Written> callers() {
        String token = "/admin/tokens/kZ3vWq8bTn0a";
        return List.of(
                Written.of("token list", "token list --active", "GET /admin/tokens"),
                Written.of(
                        "token create",
                        "token create --role writer --note importer",
                        "POST /admin/tokens {\"role\":\"writer\",\"note\":\"importer\"}"),
                Written.of(
                        "token rotate",
                        "token kZ3vWq8bTn0a rotate --grace 15m --yes",
                        "GET /admin/tokens",
                        "POST " + token + "/rotate {\"grace\":\"15m\"}"),
                Written.of("token revoke", "token kZ3vWq8bTn0a revoke --yes", "GET /admin/tokens", "DELETE " + token),
                Written.of(
                        "token revoke",
                        "token revoke kZ3vWq8bTn0a --force --yes",
                        "GET /admin/tokens",
                        "DELETE " + token + "?force=true"),
                Written.of("event list", "event list", "GET /admin/events"),
                Written.of(
                        "event list",
                        "event list --limit 20 --cursor e.1.400",
                        "GET /admin/events?limit=20&cursor=e.1.400"));
    }

    private static List<Written> claims() {
        String query = "POST /v1/query {\"concept_path\":\"geo/country/BI\",\"predicate\":\"capital\",\"lens\":";
        String end = ",\"explain\":true,\"limit\":100";
        String moment = end + ",\"as_of\":\"" + Documents.MOMENT + "\"}";
        return List.of(
                Written.of(
                        "assert",
                        "assert a/b p 1504 --source s --confidence 0.9 --metadata {\"a\":1} --ack quorum",
                        "POST /v1/assert?ack=quorum {\"concept_path\":\"a/b\",\"predicate\":\"p\",\"value\":1504,"
                                + "\"source\":\"s\",\"confidence\":0.9,\"metadata\":{\"a\":1}}"),
                Written.of(
                        "assert",
                        "assert --source s --valid-from t a/b p --string 257",
                        "POST /v1/assert {\"concept_path\":\"a/b\",\"predicate\":\"p\",\"value\":\"257\","
                                + "\"source\":\"s\",\"valid_from\":\"t\"}"),
                Written.of(
                        "retract",
                        "retract " + Documents.CLAIM + " --reason slip --yes",
                        "GET /v1/assertions/" + Documents.CLAIM,
                        "POST /v1/retract {\"target\":\"" + Documents.CLAIM
                                + "\",\"source\":\"wikidata\",\"reason\":\"slip\"}"),
                Written.of(
                        "query",
                        "query geo/country/BI capital",
                        query + "\"recency\"" + end + "}",
                        query + "\"consensus\"" + moment,
                        query + "\"authority\"" + moment),
                Written.of(
                        "query",
                        "query a/* --lens all --require complete --limit 3 -o json",
                        "POST /v1/query?require=complete {\"concept_path\":\"a/*\",\"lens\":\"all\",\"limit\":3}"),
                Written.of(
                        "history",
                        "history geo/city/Gitega elevation_m",
                        "GET /v1/history?concept_path=geo%2Fcity%2FGitega&predicate=elevation_m&limit=100"),
                Written.of("contradictions", "contradictions --limit 4", "GET /v1/contradictions?limit=4"),
                Written.of(
                        "contradictions",
                        "contradictions geo --single-source --limit 4",
                        "GET /v1/contradictions?prefix=geo&single_source=true&limit=4"),
                Written.of("concepts", "concepts", "GET /v1/concepts?limit=100"),
                Written.of("export", "export geo", "GET /v1/export?require=complete&prefix=geo"),
                Written.of(
                        "concepts",
                        "concepts geo --recursive",
                        "GET /v1/concepts?prefix=geo&limit=100",
                        "GET /v1/concepts?prefix=geo%2Fcity&limit=100",
                        "GET /v1/concepts?prefix=geo%2Fcountry&limit=100"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_way_to_write_a_command_asks_the_gateway_for_the_same(Written written) {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            System.setProperty("stemedb.node", "/bin/true"); // a checker that finds nothing wrong
            Session.Result result = Session.with(gateway).run(written.line());
            assertThat(result.code()).as("%s", result).isZero();
            assertThat(sorted(gateway.asked())).isEqualTo(sorted(written.asks()));
            assertThat(Line.of(List.of(written.line().split(" "))).name()).isEqualTo(written.command());
        }
    }

    /** The members of a body have no order. */
    private static List<List<String>> sorted(List<String> calls) {
        return calls.stream()
                .map(call -> Arrays.stream(call.split("[ {},]")).sorted().toList())
                .toList();
    }

    @Test
    void no_command_is_left_out_here() {
        Set<String> tried = all().map(Written::command).collect(Collectors.toCollection(TreeSet::new));
        tried.add("import"); // TransferTest, as it names what it sends anew each time
        assertThat(tried).containsExactlyInAnyOrderElementsOf(Catalogue.NAMES);
    }

    @Test
    void each_command_has_its_help_and_examples_that_can_be_read() {
        for (String name : Catalogue.NAMES) {
            Synopsis synopsis = Catalogue.verb(name).synopsis();
            assertThat(synopsis.name()).isEqualTo(name);
            assertThat(new Session().run(name + " --help").out()).contains(synopsis.about());
            assertThat(synopsis.examples()).isNotEmpty();
            for (String example : synopsis.examples()) {
                String words = example.replaceAll(" >.*", "").replaceAll("'[^']*'", "text");
                assertThat(Line.of(List.of(words.split(" "))).name()).isEqualTo(name);
            }
        }
    }

    @Test
    void every_flag_that_takes_a_value_is_known_to_take_one_before_the_command_is_known() {
        Set<String> valued = new TreeSet<>();
        for (String name : Catalogue.NAMES) {
            for (Flag flag : Catalogue.verb(name).synopsis().flags()) {
                if (flag.value() != null) {
                    valued.add(flag.name());
                }
            }
        }
        GlobalFlags.all().forEach(flag -> valued.remove(flag.name()));
        assertThat(Split.VALUED).containsExactlyInAnyOrderElementsOf(valued);
    }

    @Test
    void a_change_asks_for_whole_ids_alone() {
        for (String name : Catalogue.NAMES) {
            Synopsis synopsis = Catalogue.verb(name).synopsis();
            if (synopsis.kind() == Kind.CHANGE) {
                synopsis.params().forEach(param -> assertThat(param.about()).doesNotContain("begin of its id"));
            }
        }
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = Session.with(gateway).run("node nod drain --yes");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("no member has this id");
            assertThat(gateway.asked()).hasSize(1);
        }
    }
}
