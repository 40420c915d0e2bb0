package io.stemedb.web.api;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML, and JSON with it, as maps and lists. */
final class Tree {
    private Tree() {}

    /** Refuses a key that stands twice: of two, one would be lost without a word. */
    static Object read(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(strict)).load(yaml);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }

    /** What a reference such as {@code #/components/schemas/Id} stands for. */
    static Object at(Map<String, Object> document, String reference) {
        Object node = document;
        for (String name : reference.substring(2).split("/")) {
            node = map(node).get(name);
        }
        if (node == null) {
            throw new AssertionError("nothing stands at " + reference);
        }
        return node;
    }

    /** The node itself, or what it refers to. */
    static Map<String, Object> resolved(Map<String, Object> document, Object node) {
        Object reference = map(node).get("$ref");
        return map(reference == null ? node : at(document, (String) reference));
    }
}
