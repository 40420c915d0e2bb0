package io.stemedb.console.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The settings of all nodes side by side. Pure.
 *
 * @param nodes in the order of the columns
 */
public record Settings(List<Node> nodes, List<Row> rows) {
    /** @param error why its settings are not known; null if they are */
    public record Node(String id, String version, String error) {}

    /**
     * One setting.
     *
     * @param values by node; null if it is not known, empty if nothing is set
     * @param differs whether nodes that are known have different ones
     */
    public record Row(String name, List<String> values, boolean differs) {}

    static Settings of(List<Map<String, Object>> descriptions) {
        List<Node> nodes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (Map<String, Object> one : descriptions) {
            nodes.add(new Node(String.valueOf(one.get("node_id")), text(one.get("version")), text(one.get("error"))));
            if (one.get("settings") instanceof Map<?, ?> settings) {
                settings.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        List<Row> rows = names.stream().map(name -> row(name, descriptions)).toList();
        return new Settings(nodes, rows);
    }

    private static Row row(String name, List<Map<String, Object>> descriptions) {
        List<String> values = new ArrayList<>();
        for (Map<String, Object> one : descriptions) {
            values.add(one.get("settings") instanceof Map<?, ?> settings ? text(settings.get(name)) : null);
        }
        boolean differs =
                values.stream().filter(value -> value != null).distinct().count() > 1;
        return new Row(name, values, differs);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
