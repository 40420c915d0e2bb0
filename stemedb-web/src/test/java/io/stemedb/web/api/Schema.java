package io.stemedb.web.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** As much of OpenAPI's schemas as our description uses; a word it does not know is a fault, so nothing is passed over. */
final class Schema {
    private static final Set<String> SAYS_NOTHING = Set.of("description", "example", "default", "format", "nullable");

    private final Map<String, Object> document;
    private final List<String> faults = new ArrayList<>();

    private Schema(Map<String, Object> document) {
        this.document = document;
    }

    /** What is wrong with a value. */
    static List<String> faults(Map<String, Object> document, Object schema, Object value) {
        Schema check = new Schema(document);
        check.check(Tree.map(schema), value, "");
        return check.faults;
    }

    private void check(Map<String, Object> schema, Object value, String at) {
        if (value == null && Boolean.TRUE.equals(schema.get("nullable"))) {
            return;
        }
        schema.forEach((word, rule) -> {
            if (!SAYS_NOTHING.contains(word)) {
                check(schema, word, rule, value, at);
            }
        });
    }

    private void check(Map<String, Object> schema, String word, Object rule, Object value, String at) {
        switch (word) {
            case "$ref" -> check(Tree.map(Tree.at(document, (String) rule)), value, at);
            case "allOf" -> Tree.list(rule).forEach(part -> check(Tree.map(part), value, at));
            case "oneOf" ->
                require(
                        Tree.list(rule).stream()
                                        .filter(part ->
                                                faults(document, part, value).isEmpty())
                                        .count()
                                == 1,
                        at,
                        "is not of one kind");
            case "type" -> require(isA((String) rule, value), at, "is no " + rule + ": " + value);
            case "enum" -> require(Tree.list(rule).contains(value), at, "is none of " + rule + ": " + value);
            case "pattern" -> require(value.toString().matches((String) rule), at, "does not fit " + rule);
            case "minLength" -> require(value.toString().length() >= (int) rule, at, "is too short");
            case "maxLength" -> require(value.toString().length() <= (int) rule, at, "is too long");
            case "minimum" -> require(number(value).compareTo(number(rule)) >= 0, at, "is below " + rule);
            case "maximum" -> require(number(value).compareTo(number(rule)) <= 0, at, "is above " + rule);
            case "maxItems" -> require(Tree.list(value).size() <= (int) rule, at, "has too many items");
            case "items" -> Tree.list(value).forEach(item -> check(Tree.map(rule), item, at + "/0"));
            case "required" ->
                Tree.list(rule).forEach(name -> require(Tree.map(value).containsKey(name), at, "lacks " + name));
            case "properties" ->
                Tree.map(rule).forEach((name, part) -> {
                    if (Tree.map(value).containsKey(name)) {
                        check(Tree.map(part), Tree.map(value).get(name), at + "/" + name);
                    }
                });
            case "additionalProperties" ->
                require(
                        Tree.map(schema.get("properties"))
                                .keySet()
                                .containsAll(Tree.map(value).keySet()),
                        at,
                        "has more than it may");
            default -> faults.add(at + " uses a word that is not checked: " + word);
        }
    }

    private void require(boolean holds, String at, String fault) {
        if (!holds) {
            faults.add(at + " " + fault);
        }
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static boolean isA(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Integer || value instanceof Long;
            default -> false;
        };
    }
}
