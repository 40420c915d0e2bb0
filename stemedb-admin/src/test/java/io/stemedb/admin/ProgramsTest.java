package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs read: it says what the gateway says, under the same names, and leaves nothing blank. */
class ProgramsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Map.Entry<String, String>> all() {
        Map<String, String> documents = new TreeMap<>();
        documents.put("cluster health", "health");
        documents.put("cluster status", "status");
        documents.put("cluster members", "members");
        documents.put("node list", "nodes");
        documents.put("node node2 info", "node2");
        documents.put("node node2 shards", "node2-shards");
        documents.put("shard list", "shards");
        documents.put("shard 7 info", "shard7");
        documents.put("shard 7 replicas", "shard7");
        documents.put("task list", "tasks");
        documents.put("task " + Documents.TASK + " show", "task-drain-succeeded");
        documents.put("cluster sync --preview", "differences");
        documents.put("node node2 drain --dry-run", "drain-plan");
        documents.put("cluster forget-seed nod3:18182 --dry-run", "forget-plan");
        documents.put("compact", "task-compact");
        return documents.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void json_and_yaml_say_what_the_gateway_says(Map.Entry<String, String> one) throws IOException {
        JsonNode expected = JSON.readTree(Documents.bytes(one.getValue()));
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            JsonNode json = JSON.readTree(
                    Session.with(gateway).run(one.getKey() + " -o json").out());
            assertThat(withoutNulls(json)).isEqualTo(withoutNulls(expected));
            JsonNode yaml = new YAMLMapper()
                    .readTree(
                            Session.with(gateway).run(one.getKey() + " -o yaml").out());
            assertThat(yaml.toString()).isEqualTo(json.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothing_is_blank_in_csv(Map.Entry<String, String> one) {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            String csv = Session.with(gateway).run(one.getKey() + " -o csv").out();
            String[] lines = csv.split("\r\n");
            assertThat(lines.length).isGreaterThan(1);
            assertThat(lines[0]).matches("[a-z_]+(,[a-z_]+)*");
        }
    }

    /** What is not known is null here, and left out by some gateways. */
    private static JsonNode withoutNulls(JsonNode node) {
        JsonNode copy = node.deepCopy();
        copy.findParents("error").forEach(ProgramsTest::strip);
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node.isObject()) {
            node.properties().removeIf(member -> member.getValue().isNull());
        }
    }
}
