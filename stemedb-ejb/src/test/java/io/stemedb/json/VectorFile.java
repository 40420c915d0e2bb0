package io.stemedb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code docs/data-model-vectors.json}: sections of flat objects, or of texts, which are given the name {@code text}.
 */
public final class VectorFile {
    private static final Path FILE = Path.of("..", "docs", "data-model-vectors.json");

    private VectorFile() {}

    public static Map<String, List<Map<String, String>>> read() {
        Map<String, List<Map<String, String>>> sections = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(FILE))) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                sections.put(name, section(parser));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }

    private static List<Map<String, String>> section(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
            return List.of(Map.of("text", parser.getText()));
        }
        List<Map<String, String>> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(
                    parser.currentToken() == JsonToken.VALUE_STRING ? Map.of("text", parser.getText()) : item(parser));
        }
        return items;
    }

    private static Map<String, String> item(JsonParser parser) throws IOException {
        Map<String, String> item = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            item.put(name, parser.getText());
        }
        return item;
    }
}
