package io.stemedb.cluster.situation;

import io.stemedb.cluster.fact.Values.UnderWay;
import java.util.OptionalInt;

/** Which shards come before all else. Pure. */
public final class Urgency {
    private Urgency() {}

    /** Whether one more failure could cost a shard its last full copy; such a shard is filled before all else. */
    public static boolean isUrgent(Situation now, int shard) {
        return now.fullCopies(shard) < Math.min(2, wanted(now));
    }

    /** What an operator has just asked for was not lost: with every member there, it can wait. */
    private static int wanted(Situation now) {
        OptionalInt before = now.facts()
                .change()
                .filter(UnderWay::running)
                .map(UnderWay::copiesBefore)
                .orElse(OptionalInt.empty());
        boolean allThere = now.liveMembers().containsAll(now.members().members());
        return before.isPresent() && allThere ? before.getAsInt() : now.factor();
    }
}
