package io.stemedb.admin.transfer;

import io.stemedb.admin.json.Json;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which column of a table says what of a claim. A map is a JSON object: for each field of a claim a text in which
 * {@code {column}} stands for what the column says, or an object with such a text as {@code from} and a {@code type}:
 * {@code string}, {@code number}, {@code boolean}, {@code json}, or {@code auto}, which is JSON if it is some, else a
 * string. Without a map columns have the names of the fields. Pure.
 */
final class ColumnMap {
    /** What a line can say, in the order in which a table has it. */
    static final List<String> FIELDS = List.of(
            "kind",
            "concept_path",
            "predicate",
            "value",
            "source",
            "confidence",
            "asserted_at",
            "valid_from",
            "valid_to",
            "supersedes",
            "nonce",
            "metadata",
            "target",
            "reason");

    private static final Set<String> TYPES = Set.of("string", "number", "boolean", "json", "auto");
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]*)}");

    /** One field: the text that it is made of, and what it becomes. */
    private record Template(String from, String type) {}

    private final Map<String, Template> templates;

    private ColumnMap(Map<String, Template> templates) {
        this.templates = templates;
    }

    /** Columns that have the names of fields; others are refused. */
    static ColumnMap ofHeader(List<String> columns) {
        Map<String, Template> templates = new LinkedHashMap<>();
        for (String column : columns) {
            if (!FIELDS.contains(column)) {
                throw Trouble.usage(
                        "no field of a claim is called '" + column + "'",
                        "say with --map FILE which column is what; fields are " + String.join(", ", FIELDS));
            }
            templates.put(column, new Template("{" + column + "}", usual(column)));
        }
        return new ColumnMap(templates).requireWhole();
    }

    /** What a file says. */
    static ColumnMap read(byte[] text, List<String> columns) {
        Object map;
        try {
            map = Json.read(text);
        } catch (IOException e) {
            throw Trouble.usage("the map is no JSON: " + e.getMessage(), "see docs/cli.md for one");
        }
        if (!(map instanceof Map<?, ?> fields)) {
            throw Trouble.usage("the map is no JSON object", "see docs/cli.md for one");
        }
        Map<String, Template> templates = new LinkedHashMap<>();
        fields.forEach((name, said) -> templates.put(field(name), template(String.valueOf(name), said)));
        ColumnMap whole = new ColumnMap(templates).requireWhole();
        whole.requireColumns(columns);
        return whole;
    }

    private static String field(Object name) {
        if (!FIELDS.contains(String.valueOf(name))) {
            throw Trouble.usage(
                    "the map names '" + name + "', which no claim has", "fields are " + String.join(", ", FIELDS));
        }
        return String.valueOf(name);
    }

    private static Template template(String name, Object said) {
        if (said instanceof Map<?, ?> object && object.get("from") instanceof String from) {
            Object type = object.get("type");
            if (type != null && !TYPES.contains(String.valueOf(type))) {
                throw Trouble.usage(
                        "the map has the type '" + type + "' for " + name,
                        "types are string, number, boolean, json, auto");
            }
            return new Template(from, type == null ? usual(name) : type.toString());
        }
        if (said instanceof String from) {
            return new Template(from, usual(name));
        }
        throw Trouble.usage(
                "the map says nothing that can be read for " + name, "write \"" + name + "\": \"{column}\"");
    }

    private static String usual(String field) {
        return switch (field) {
            case "value" -> "auto";
            case "confidence" -> "number";
            case "metadata" -> "json";
            default -> "string";
        };
    }

    private ColumnMap requireWhole() {
        for (String needed : List.of("concept_path", "predicate", "value")) {
            if (!templates.containsKey(needed)) {
                throw Trouble.usage("nothing says what the " + needed + " of a claim is", "say it with --map FILE");
            }
        }
        return this;
    }

    private void requireColumns(List<String> columns) {
        for (Template template : templates.values()) {
            Matcher names = COLUMN.matcher(template.from());
            while (names.find()) {
                if (!columns.contains(names.group(1))) {
                    throw Trouble.usage(
                            "the map names the column '" + names.group(1) + "', which is not there",
                            "columns are " + String.join(", ", columns));
                }
            }
        }
    }

    /**
     * The claim of a record. A field whose columns are all empty is left out.
     *
     * @throws IOException something is no number, boolean or JSON that is to be one; its message names the field
     */
    Map<String, Object> claim(List<String> columns, List<String> record) throws IOException {
        Map<String, Object> claim = new LinkedHashMap<>();
        for (Map.Entry<String, Template> field : templates.entrySet()) {
            String text = filled(field.getValue().from(), columns, record);
            if (!text.isEmpty()) {
                claim.put(field.getKey(), typed(field.getKey(), field.getValue().type(), text));
            }
        }
        return claim;
    }

    private static String filled(String from, List<String> columns, List<String> record) {
        Matcher names = COLUMN.matcher(from);
        StringBuilder text = new StringBuilder();
        boolean hasColumns = false;
        boolean saysSomething = false;
        while (names.find()) {
            int at = columns.indexOf(names.group(1));
            String said = at >= 0 && at < record.size() ? record.get(at) : "";
            hasColumns = true;
            saysSomething |= !said.isEmpty();
            names.appendReplacement(text, Matcher.quoteReplacement(said));
        }
        names.appendTail(text);
        return hasColumns && !saysSomething ? "" : text.toString();
    }

    private static Object typed(String field, String type, String text) throws IOException {
        return switch (type) {
            case "number" -> number(field, text);
            case "boolean" -> bool(field, text);
            case "json" -> json(field, text);
            case "auto" -> auto(text);
            default -> text;
        };
    }

    private static BigDecimal number(String field, String text) throws IOException {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IOException(field + ": '" + text + "' is no number", e);
        }
    }

    private static Boolean bool(String field, String text) throws IOException {
        return switch (text.strip()) {
            case "true", "TRUE", "True", "1", "yes" -> true;
            case "false", "FALSE", "False", "0", "no" -> false;
            default -> throw new IOException(field + ": '" + text + "' is neither true nor false");
        };
    }

    private static Object json(String field, String text) throws IOException {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(field + ": '" + text + "' is no JSON", e);
        }
    }

    private static Object auto(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException string) {
            return text;
        }
    }

    /** The names of columns as a file's first record has them; each may be there once. */
    static List<String> columns(List<String> header) {
        List<String> columns = new ArrayList<>();
        for (String name : header) {
            if (columns.contains(name.strip())) {
                throw Trouble.usage("the column '" + name.strip() + "' is there twice", "name columns apart");
            }
            columns.add(name.strip());
        }
        return columns;
    }
}
