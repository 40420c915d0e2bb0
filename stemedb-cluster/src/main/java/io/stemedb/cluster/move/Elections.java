package io.stemedb.cluster.move;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes down whenever another node leads a shard. Nobody votes: the leader follows from the lists and from who is
 * live.
 * On the loop.
 */
public final class Elections {
    private static final System.Logger LOGGER = System.getLogger(Elections.class.getName());
    private static final String NOBODY = "nobody";
    private static final int SHARDS_A_LINE = 32;

    private final Map<Integer, String> leaders = new TreeMap<>();

    /** A leader that is another one. */
    record Change(int shard, String before, String now) {}

    /** Looks at every shard, and tells what has changed. */
    public void look(Situation now, int shardCount) {
        lines(changes(now, shardCount)).forEach(line -> LOGGER.log(System.Logger.Level.INFO, line));
    }

    /**
     * A node that fails changes many shards at once: those with the same two leaders share lines, each of them named.
     */
    static List<String> lines(List<Change> changes) {
        Map<String, List<Change>> alike = new LinkedHashMap<>();
        for (Change change : changes) {
            alike.computeIfAbsent(change.now() + ", before " + change.before(), pair -> new ArrayList<>())
                    .add(change);
        }
        List<String> lines = new ArrayList<>();
        alike.forEach((pair, some) -> {
            for (int from = 0; from < some.size(); from += SHARDS_A_LINE) {
                String shards = some.subList(from, Math.min(some.size(), from + SHARDS_A_LINE)).stream()
                        .map(change -> PathHash.shardName(change.shard()))
                        .collect(Collectors.joining(", "));
                lines.add("election: leader of " + shards + " is " + pair);
            }
        });
        return lines;
    }

    /** The first leader of a shard is no change. */
    List<Change> changes(Situation now, int shardCount) {
        List<Change> changes = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            String leader = now.leader(shard).orElse(NOBODY);
            String before = leaders.put(shard, leader);
            boolean known = before != null && !(before.equals(NOBODY) && leader.equals(NOBODY));
            if (known && !before.equals(leader)) {
                changes.add(new Change(shard, before, leader));
            }
        }
        return changes;
    }
}
