package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests take for answers of a gateway is what {@code openapi.yaml} says that a gateway answers. */
class RecordedDocumentsTest {
    static final Path API =
            Path.of("../stemedb-web/src/main/resources/META-INF/openapi.yaml").toAbsolutePath();
    private static final Path FOLDER = Path.of("src/test/resources/gateway").toAbsolutePath();

    /** Answers whose form has no name there, with their calls. */
    private static final Map<String, String> UNNAMED = Map.of(
            "Seed", "~1admin~1cluster~1forget-seed/post",
            "Tokens", "~1admin~1tokens/get",
            "Events", "~1admin~1events/get");

    @Test
    void each_recorded_document_has_the_form_that_the_description_of_the_api_gives_it() throws IOException {
        JsonNode api = new YAMLMapper().readTree(API.toFile());
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                JsonNode document = new ObjectMapper().readTree(file.toFile());
                String schema = schema(file.getFileName().toString(), document);
                assertThat(faults(api, schema, document))
                        .as("%s as %s", file.getFileName(), schema)
                        .isEmpty();
            }
        }
    }

    private static String schema(String name, JsonNode document) {
        if (document.has("type") && document.has("status")) {
            return "Problem";
        }
        String first = name.replaceFirst("^(dead|seed)-", "").replaceFirst("\\.json$", "");
        return switch (first) {
            case "written", "written-twice" -> "Written";
            case "withdrawn", "withdrawn-by-another" -> "Withdrawn";
            case "assertion" -> "Linked";
            case "claim-of-an-export" -> "Claim";
            case "history", "history-empty" -> "History";
            case "contradictions", "contradictions-empty" -> "Contradictions";
            case "health", "health-odd", "health-unknown", "health-unhealthy" -> "ClusterHealth";
            case "status" -> "ClusterStatus";
            case "debug-export" -> "DebugExport";
            case "members" -> "Members";
            case "nodes" -> "Nodes";
            case "node2", "node3" -> "Node";
            case "shards", "node2-shards" -> "Shards";
            case "shard7" -> "Shard";
            case "tasks" -> "Tasks";
            case "preview", "differences", "nothing-compared" -> "Differences";
            case "forget", "forget-plan" -> "Seed";
            case "tokens" -> "Tokens";
            case "events" -> "Events";
            case "token-made" -> "AccessTokenMade";
            case "token-ended" -> "AccessToken";
            default -> byBegin(first);
        };
    }

    private static String byBegin(String name) {
        if (name.startsWith("query-")) {
            return "Answer";
        }
        if (name.startsWith("concepts")) {
            return "Concepts";
        }
        return name.startsWith("task-") ? "Task" : "Plan";
    }

    private static List<String> faults(JsonNode api, String name, JsonNode document) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.set("components", api.get("components"));
        String unnamed = UNNAMED.get(name);
        if (unnamed == null) {
            root.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + name);
        } else {
            JsonNode answer = api.at("/paths/" + unnamed + "/responses/200/content");
            root.putArray("allOf").add(answer.path("application/json").path("schema"));
        }
        Schema schema = SchemaRegistry.withDialect(Dialects.getOpenApi30()).getSchema(root);
        return schema.validate(document).stream().map(Error::toString).toList();
    }
}
