package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.error.YAMLException;

/** The description of the API is valid OpenAPI 3.0: two validators say so that have nothing in common. */
class OpenApiDocumentTest {
    static final Path FILE = Path.of("src/main/resources/META-INF/openapi.yaml");

    private static final Pattern NAME = Pattern.compile("\\{(.+?)}");

    private static String yaml;

    @BeforeAll
    static void read() throws IOException {
        yaml = Files.readString(FILE);
    }

    @Test
    void it_is_valid_by_the_schema_of_openapi() {
        assertThat(Schema.faults(document(yaml))).isEmpty();
    }

    @Test
    void it_is_valid_by_a_parser_that_knows_the_rules_no_schema_says() {
        assertThat(parsed(yaml)).isEmpty();
    }

    @Test
    void nothing_is_nullable_without_a_type() {
        assertThat(nullableWithoutType(document(yaml), "")).isEmpty();
    }

    @Test
    void every_name_in_a_path_is_a_parameter_of_its_calls() {
        assertThat(unknownNames(document(yaml))).isEmpty();
    }

    /** What a validator does not see, it cannot keep out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a description that a comma ends | {type: string, description: which source, or none}",
                "a word that is none of a schema's | {type: string, longest: 3}",
                "a type that is none | {type: text}",
                "a bound that is no number | {type: integer, maximum: many}",
                "a reference to nothing | {$ref: '#/components/schemas/Nowhere'}",
                "nullable without a type | {nullable: true}",
                "nullable beside allOf | {allOf: [{$ref: '#/components/schemas/Id'}], nullable: true}",
                "a key that stands twice | {type: string, type: integer}",
            })
    void a_fault_in_a_schema_is_found(String name, String schema) {
        String broken = yaml.replace("  schemas:\n", "  schemas:\n    Broken: " + schema + "\n");

        assertThat(broken).isNotEqualTo(yaml);
        assertThat(faults(broken)).isNotEmpty();
    }

    @Test
    void a_fault_among_the_calls_is_found() {
        assertThat(parsed(yaml.replace("operationId: query\n", "operationId: assert\n")))
                .isNotEmpty();
        assertThat(faults(yaml.replace("  /v1/assertions/{id}:\n", "  /v1/assertions/{name}:\n")))
                .isNotEmpty();
        assertThat(faults(yaml.replace("      operationId: query\n", "      operationID: query\n")))
                .isNotEmpty();
        assertThat(faults(yaml.replace("          in: path\n          required: true\n", "          in: path\n")))
                .isNotEmpty();
        assertThatThrownBy(() -> document(yaml.replace("  /v1/query/batch:\n", "  /v1/query:\n")))
                .isInstanceOf(YAMLException.class);
    }

    /** What the first judge says that finds anything. */
    private static List<String> faults(String yaml) {
        try {
            Map<String, Object> document = document(yaml);
            return Stream.<Supplier<List<String>>>of(
                            () -> nullableWithoutType(document, ""),
                            () -> unknownNames(document),
                            () -> Schema.faults(document),
                            () -> parsed(yaml))
                    .map(Supplier::get)
                    .filter(faults -> !faults.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        } catch (YAMLException twice) {
            return List.of(twice.getMessage());
        }
    }

    private static Map<String, Object> document(String yaml) {
        return Tree.map(Tree.read(yaml));
    }

    private static List<String> parsed(String yaml) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        List<String> messages =
                new OpenAPIV3Parser().readContents(yaml, null, options).getMessages();
        return messages == null ? List.of() : messages;
    }

    /** OpenAPI 3.0.3 gives nullable no meaning where the same schema has no type. */
    private static List<String> nullableWithoutType(Object node, String at) {
        List<String> faults = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            if (map.get("nullable") instanceof Boolean && !map.containsKey("type")) {
                faults.add(at);
            }
            map.forEach((name, part) -> faults.addAll(nullableWithoutType(part, at + "/" + name)));
        } else if (node instanceof List<?> list) {
            list.forEach(part -> faults.addAll(nullableWithoutType(part, at + "/-")));
        }
        return faults;
    }

    private static List<String> unknownNames(Map<String, Object> document) {
        List<String> faults = new ArrayList<>();
        Tree.map(document.get("paths"))
                .forEach((path, item) -> Tree.map(item).forEach((method, operation) -> {
                    Set<Object> described = Tree.list(Tree.map(operation).get("parameters")).stream()
                            .map(parameter -> Tree.resolved(document, parameter))
                            .filter(parameter -> "path".equals(parameter.get("in")))
                            .map(parameter -> parameter.get("name"))
                            .collect(Collectors.toSet());
                    Set<Object> used = NAME.matcher(path)
                            .results()
                            .map(name -> name.group(1))
                            .collect(Collectors.toSet());
                    if (!described.equals(used)) {
                        faults.add(method + " " + path + " describes " + described);
                    }
                }));
        return faults;
    }
}
