package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.stemedb.admin.command.Flag;
import io.stemedb.console.action.Act;
import io.stemedb.console.action.Field;
import io.stemedb.console.action.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls of the gateway, the commands and the changes of the console are the same: whatever operators can change has
 * all three, and the command that the console shows sends the call that the console makes.
 */
class ConsoleCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** With nothing said that need not be, and with everything. */
    static Stream<Form> forms() {
        return Arrays.stream(Act.values()).flatMap(act -> Stream.of(form(act, false), form(act, true)));
    }

    private static Form form(Act act, boolean whole) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Field field : act.fields()) {
            if (field.needed() || whole) {
                said.put(field.name(), example(field));
            }
        }
        return new Form(act, about(act), said);
    }

    private static String example(Field field) {
        return switch (field.kind()) {
            case CHECK -> "true";
            case NUMBER -> "3";
            case MEMBER -> "node2";
            case TEXTS -> "node1, node2";
            case SEED -> "nod3:18182";
            case ROLE -> "writer";
            case SCOPE -> "cluster";
            case TEXT -> field.name().equals("grace") ? "15m" : "it's a \"new\" disk $HOME";
        };
    }

    private static String about(Act act) {
        String path = act.path();
        if (!path.contains("{id}")) {
            return "";
        }
        return switch (path.split("/")[1]) {
            case "nodes" -> "node2";
            case "shards" -> "7";
            case "tasks" -> Documents.TASK;
            default -> "kZ3vWq8bTn0a";
        };
    }

    /** The words that a shell makes of a line. */
    private static List<String> words(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return new ArrayList<>(out.lines().toList());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_command_that_the_console_shows_sends_the_call_that_the_console_makes(Form form) throws Exception {
        List<String> words = words(form.command());
        assertThat(words.remove(0)).isEqualTo("stemedb-admin");
        if (flags(words).contains("--yes")) {
            words.add("--yes");
        }
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = Session.with(gateway).run(words);

            assertThat(result.code()).as("%s: %s", form.command(), result).isZero();
            List<String> changes = gateway.asked().stream()
                    .filter(call -> !call.startsWith("GET") && !call.contains("\"dry_run\""))
                    .toList();
            assertThat(changes).hasSize(1);
            String[] sent = changes.get(0).split(" ", 3);
            assertThat(sent[0] + " " + sent[1]).isEqualTo(form.method() + " " + form.path());
            JsonNode body = JSON.readTree(sent.length < 3 ? "{}" : sent[2]);
            assertThat(body).isEqualTo(JSON.valueToTree(form.body()));
        }
    }

    private static List<String> flags(List<String> words) {
        return Catalogue.verb(Line.of(words).name()).synopsis().flags().stream()
                .map(Flag::name)
                .toList();
    }

    @Test
    void whatever_operators_can_change_by_a_call_they_can_change_on_a_page() throws IOException {
        Set<String> described = new TreeSet<>();
        JsonNode paths =
                new YAMLMapper().readTree(RecordedDocumentsTest.API.toFile()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                String tag = call.getValue().path("tags").path(0).asText("");
                if (tag.equals("operations") && !call.getKey().equals("get")) {
                    described.add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        Set<String> onPages = new TreeSet<>();
        Arrays.stream(Act.values()).forEach(act -> onPages.add(act.call()));

        assertThat(onPages).isEqualTo(described);
    }
}
