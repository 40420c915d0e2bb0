package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever operators can ask of a gateway has a command. */
class EveryOperationTest {
    /** The same as {@code GET /cluster/shards}. */
    private static final Set<String> TWICE = Set.of("GET /v1/admin/ranges");

    @Test
    void each_call_for_operators_is_made_by_a_command() throws IOException {
        List<String> asked = CommandsTest.all()
                .flatMap(written -> written.asks().stream())
                .map(call -> call.split("[?]| \\{")[0])
                .toList();
        List<String> missing = new ArrayList<>();
        JsonNode paths =
                new YAMLMapper().readTree(RecordedDocumentsTest.API.toFile()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                String name = call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                if (isForOperators(call.getValue()) && !TWICE.contains(name) && isMissing(name, asked)) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).as("calls without a command").isEmpty();
    }

    private static boolean isForOperators(JsonNode call) {
        return call.path("tags").path(0).asText("").equals("operations");
    }

    private static boolean isMissing(String name, List<String> asked) {
        Pattern pattern = Pattern.compile(name.replaceAll("\\{[a-z]+}", "[^/]+"));
        return asked.stream().noneMatch(pattern.asMatchPredicate());
    }
}
