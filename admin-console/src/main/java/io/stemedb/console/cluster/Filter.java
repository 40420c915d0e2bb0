package io.stemedb.console.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which shards are shown. Pure. */
final class Filter {
    static final List<String> NAMES = List.of("all", "leaderless", "under-replicated", "moving", "pinned");

    private Filter() {}

    /** A filter of this name; all if there is none. */
    static String of(String name) {
        return name != null && NAMES.contains(name) ? name : "all";
    }

    static boolean leaves(String filter, Map<String, Object> shard, Set<String> lacking, Set<String> leaderless) {
        String id = String.valueOf(shard.get("id"));
        return switch (filter) {
            case "leaderless" -> leaderless.contains(id);
            case "under-replicated" -> lacking.contains(id);
            case "moving" -> !"idle".equals(shard.get("rebalance_status"));
            case "pinned" -> shard.get("pinned_to") != null;
            default -> true;
        };
    }
}
