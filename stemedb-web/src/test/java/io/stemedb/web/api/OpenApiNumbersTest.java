package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.cluster.task.TaskRegistry;
import io.stemedb.cluster.view.TaskView;
import io.stemedb.intake.BatchReport;
import io.stemedb.lens.Lens;
import io.stemedb.query.Concepts;
import io.stemedb.query.Contradictions;
import io.stemedb.query.QueryRequest;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceUpdate;
import io.stemedb.web.feed.ChangesServlet;
import io.stemedb.web.feed.ExportServlet;
import io.stemedb.web.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers and names that the description of the API gives are those of the code. */
class OpenApiNumbersTest {
    private static final Limits LIMITS = Limits.DEFAULT;
    private static final long KIB = 1024;
    private static final Pattern A_NUMBER = Pattern.compile("\\d");

    private static Map<String, Object> document;

    @BeforeAll
    static void read() throws IOException {
        document = Tree.map(Tree.read(Files.readString(OpenApiDocumentTest.FILE)));
    }

    static Stream<Arguments> sentences() {
        String claim = "components/schemas/Claim/properties/";
        String update = "components/schemas/SourceUpdate/properties/";
        return Stream.of(
                said(claim + "concept_path", "1 to %d segments", LIMITS.conceptPathSegments()),
                said(claim + "concept_path", "at most %,d bytes", LIMITS.conceptPathBytes()),
                said(claim + "predicate", "at most %d bytes", LIMITS.predicateBytes()),
                said(claim + "source", "at most %d bytes", LIMITS.sourceBytes()),
                said(claim + "value", "at most %d KiB", LIMITS.valueBytes() / KIB),
                said(claim + "metadata", "at most %d KiB", LIMITS.metadataBytes() / KIB),
                said("components/schemas/RetractRequest/properties/reason", "%d KiB", LIMITS.reasonBytes() / KIB),
                said(update + "kind", "at most %d bytes", SourceUpdate.KIND_BYTES),
                said(update + "note", "at most %d KiB", SourceUpdate.NOTE_BYTES / KIB),
                said("components/responses/TooLarge", "beyond %d MiB", LIMITS.bodyBytes() / KIB / KIB),
                said(
                        "paths//v1/query/batch/post/requestBody/content/application/x-ndjson/schema",
                        "at most %d KiB",
                        LIMITS.batchLineBytes() / KIB),
                said("paths//v1/assertions/post/responses/207", "the first %,d", BatchReport.MOST_ERRORS),
                said("paths//v1/contradictions/get", "%,d slots", Contradictions.PAGE_SLOTS),
                said("paths//v1/contradictions/get", "%,d claims", Contradictions.PAGE_CLAIMS),
                said("paths//v1/contradictions/get", "about %d MiB", Contradictions.PAGE_BYTES / KIB / KIB),
                said("paths//v1/concepts/get", "stop at %,d", Concepts.MOST_COUNTED),
                said("paths//admin/tasks/get", "the %d newest", TaskRegistry.ENDED_KEPT),
                said("paths//v1/concepts/get", "about %d ms", Concepts.PAGE_TIME.toMillis()),
                said("paths//v1/changes/get", "At most %d may follow", ChangesServlet.MOST_READERS),
                said("paths//v1/changes/get", "each %d seconds", ChangesServlet.HEARTBEAT.toSeconds()),
                said("paths//v1/export/get", "At most %d run", ExportServlet.MOST_EXPORTS),
                said("components/parameters/idempotencyKey", "at most %d bytes", Names.LABEL_BYTES),
                said(
                        "components/parameters/idempotencyKey",
                        "for %d hours",
                        Duration.ofNanos(DatabaseOptions.IDEMPOTENCY_MICROS * 1000)
                                .toHours()));
    }

    private static Arguments said(String at, String phrase, Object number) {
        return Arguments.of(at, String.format(Locale.ROOT, phrase, number));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("sentences")
    void a_number_in_a_sentence_is_that_of_the_code(String at, String phrase) {
        assertThat(described(at)).contains(phrase);
    }

    /** So that a sentence that is added with a number is compared as well. */
    @Test
    void every_number_in_a_sentence_about_a_call_is_compared() {
        Map<String, String> left = new HashMap<>();
        Tree.map(document.get("paths"))
                .forEach((path, item) -> Tree.map(item).forEach((method, operation) -> {
                    String at = "paths/" + path + "/" + method;
                    String text = sentences()
                            .filter(sentence -> sentence.get()[0].equals(at))
                            .map(sentence -> (String) sentence.get()[1])
                            .reduce(
                                    String.valueOf(Tree.map(operation).get("description")),
                                    (all, known) -> all.replace(known, ""));
                    if (A_NUMBER.matcher(text.replaceAll("`[^`]*`", "")).find()) {
                        left.put(at, text);
                    }
                }));
        // where its lines are counted from
        assertThat(left.keySet()).containsExactly("paths//v1/query/batch/post");
    }

    @Test
    void every_limit_of_a_page_has_the_bounds_of_the_code() {
        Map<String, Map<String, Object>> limits = new HashMap<>();
        limitsIn("", document, limits);

        assertThat(limits).hasSizeGreaterThanOrEqualTo(5);
        limits.forEach((at, schema) -> {
            assertThat(schema).as(at).containsEntry("type", "integer").containsEntry("minimum", 1);
            assertThat(schema).as(at).containsEntry("maximum", LIMITS.page());
            assertThat(schema.get("default"))
                    .as(at)
                    .isEqualTo(at.contains("/v1/changes") ? null : QueryRequest.DEFAULT_LIMIT);
        });
    }

    @Test
    void the_lenses_are_those_of_the_code() {
        assertThat(Tree.list(Tree.map(Tree.at(document, "#/components/schemas/Query/properties/lens"))
                        .get("enum")))
                .isEqualTo(Arrays.stream(Lens.values()).map(Lens::wire).toList());
    }

    @Test
    void the_properties_of_a_task_are_those_that_are_shown() {
        Set<String> shown = Arrays.stream(TaskView.class.getRecordComponents())
                .map(one -> one.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Map<String, Object> task = Tree.map(Tree.at(document, "#/components/schemas/Task"));
        assertThat(Tree.map(task.get("properties")).keySet()).isEqualTo(shown);
        assertThat(Set.copyOf(Tree.list(task.get("required")))).isEqualTo(shown);
    }

    @Test
    void the_names_that_clients_make_up_are_as_long_as_the_code_takes_them() {
        assertThat(Tree.map(Tree.at(document, "#/components/parameters/idempotencyKey/schema")))
                .containsEntry("maxLength", Names.LABEL_BYTES);
        assertThat(Tree.map(Tree.at(document, "#/components/schemas/RetractRequest/properties/batch_id")))
                .containsEntry("maxLength", Names.LABEL_BYTES);
        assertThat(Tree.map(Tree.at(document, "#/components/schemas/BatchReport/properties/errors")))
                .containsEntry("maxItems", BatchReport.MOST_ERRORS);
    }

    @Test
    void every_problem_of_an_example_is_a_refusal_with_its_status() {
        Map<String, Integer> statuses = Arrays.stream(Refusal.values())
                .collect(Collectors.toMap(
                        refusal -> "urn:stemedb:problem:" + refusal.slug(),
                        refusal -> Problem.of(StemeException.of(refusal, "why")).status()));
        List<Map<String, Object>> problems = new ArrayList<>();
        problemsIn(document, problems);

        assertThat(problems).hasSizeGreaterThan(15);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.get("status"))
                        .as(problem.toString())
                        .isEqualTo(statuses.get((String) problem.get("type"))));
    }

    @Test
    void every_refusal_of_this_version_is_described() {
        Set<String> missing = new TreeSet<>();
        String text = document.toString();
        for (Refusal refusal : Refusal.values()) {
            if (!text.contains(refusal.slug())) {
                missing.add(refusal.slug());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String described(String at) {
        int split = at.indexOf("//");
        Object node;
        if (split < 0) {
            node = Tree.at(document, "#/" + at);
        } else {
            String rest = at.substring(split + 1);
            String path = Tree.map(document.get("paths")).keySet().stream()
                    .filter(one -> rest.startsWith(one + "/"))
                    .max(java.util.Comparator.comparing(String::length))
                    .orElseThrow();
            node = Tree.map(document.get("paths")).get(path);
            String inner = rest.substring(path.length() + 1).replace("application/", "application|");
            for (String name : inner.split("/")) {
                node = Tree.map(node).get(name.replace('|', '/'));
            }
        }
        return String.valueOf(Tree.map(node).get("description")).replaceAll("\\s+", " ");
    }

    private static void limitsIn(String at, Object node, Map<String, Map<String, Object>> limits) {
        if (node instanceof List<?> list) {
            list.forEach(part -> limitsIn(at + "/-", part, limits));
        } else if (node instanceof Map<?, ?>) {
            Map<String, Object> map = Tree.map(node);
            if ("limit".equals(map.get("name")) && map.containsKey("schema")) {
                limits.put(at, Tree.map(map.get("schema")));
            }
            map.forEach((name, part) -> {
                if (name.equals("limit") && at.endsWith("Query/properties")) {
                    limits.put(at, Tree.map(part));
                }
                limitsIn(at + "/" + name, part, limits);
            });
        }
    }

    private static void problemsIn(Object node, List<Map<String, Object>> problems) {
        if (node instanceof List<?> list) {
            list.forEach(part -> problemsIn(part, problems));
        } else if (node instanceof Map<?, ?>) {
            Map<String, Object> map = Tree.map(node);
            if (map.get("type") instanceof String type
                    && type.startsWith("urn:stemedb:")
                    && map.containsKey("status")) {
                problems.add(map);
            }
            map.values().forEach(part -> problemsIn(part, problems));
        }
    }
}
