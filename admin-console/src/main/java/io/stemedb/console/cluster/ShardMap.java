package io.stemedb.console.cluster;

import io.stemedb.console.document.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A grid of shards by nodes: who leads, who follows, and what is the matter with a copy. Pure.
 *
 * @param columns the numbers of the shards
 */
public record ShardMap(List<Row> rows, List<String> columns) {
    /** One node. */
    public record Row(String node, List<Cell> cells, int leads, int follows) {}

    /**
     * A shard on a node.
     *
     * @param style by which it is painted
     * @param sign the same for those who do not see colours
     * @param title the same in words
     */
    public record Cell(String shard, String style, String sign, String title) {}

    /**
     * Draws it.
     *
     * @param members in the order of their rows; nodes that have copies and are no members come behind
     */
    static ShardMap of(List<String> members, List<Map<String, Object>> shards) {
        Map<String, Map<String, Map<String, Object>>> copies = new TreeMap<>();
        for (Map<String, Object> shard : shards) {
            for (Map<String, Object> copy : Trees.list(shard, "replicas")) {
                copies.computeIfAbsent(String.valueOf(copy.get("node_id")), node -> new TreeMap<>())
                        .put(String.valueOf(shard.get("id")), copy);
            }
        }
        List<String> nodes = new ArrayList<>(members);
        new TreeSet<>(copies.keySet())
                .stream().filter(node -> !members.contains(node)).forEach(nodes::add);
        List<Row> rows = nodes.stream()
                .map(node -> row(node, shards, copies.getOrDefault(node, Map.of())))
                .toList();
        return new ShardMap(rows, shards.stream().map(ShardMap::number).toList());
    }

    private static Row row(String node, List<Map<String, Object>> shards, Map<String, Map<String, Object>> copies) {
        List<Cell> cells = new ArrayList<>();
        int leads = 0;
        int follows = 0;
        for (Map<String, Object> shard : shards) {
            Map<String, Object> copy = copies.get(String.valueOf(shard.get("id")));
            boolean leader = copy != null && "leader".equals(copy.get("role"));
            leads += leader ? 1 : 0;
            follows += copy != null && !leader ? 1 : 0;
            cells.add(cell(node, number(shard), copy, leader));
        }
        return new Row(node, cells, leads, follows);
    }

    private static Cell cell(String node, String shard, Map<String, Object> copy, boolean leader) {
        if (copy == null) {
            return new Cell(shard, "none", "", "shard " + shard + ": no copy on " + node);
        }
        String state = copy.get("error") == null ? String.valueOf(copy.get("state")) : "unknown";
        String role = String.valueOf(copy.get("role"));
        return new Cell(
                shard,
                state + (leader ? " leads" : ""),
                sign(state, leader),
                "shard " + shard + " on " + node + ": " + role + ", " + state);
    }

    private static String sign(String state, boolean leader) {
        return switch (state) {
            case "filled" -> leader ? "\u2605" : "\u00b7";
            case "filling" -> "\u2026";
            case "damaged", "lost" -> "\u2716";
            default -> "?";
        };
    }

    private static String number(Map<String, Object> shard) {
        String id = String.valueOf(shard.get("id"));
        return id.substring(id.lastIndexOf('_') + 1);
    }
}
