package io.stemedb.cluster.move;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down whenever another node leads a shard. Nobody votes: the leader follows from the lists and from who is
 * live.
 * On the loop.
 */
public final class Elections {
    private static final System.Logger LOGGER = System.getLogger(Elections.class.getName());
    private static final String NOBODY = "nobody";

    private final Map<Integer, String> leaders = new TreeMap<>();

    /** A leader that is another one. */
    record Change(int shard, String before, String now) {}

    /** Looks at every shard, and tells what has changed. */
    public void look(Situation now, int shardCount) {
        for (Change change : changes(now, shardCount)) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "election: leader of {0} is {1}, before {2}",
                    PathHash.shardName(change.shard()),
                    change.now(),
                    change.before());
        }
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
