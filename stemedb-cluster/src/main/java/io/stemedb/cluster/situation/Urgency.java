package io.stemedb.cluster.situation;

/** Which shards come before all else. Pure. */
public final class Urgency {
    private Urgency() {}

    /** Whether one more failure could cost a shard its last full copy; such a shard is filled before all else. */
    public static boolean isUrgent(Situation now, int shard) {
        return now.fullCopies(shard) < Math.min(2, now.factor()) && !isGettingMoreCopies(now);
    }

    /** Whether what is lacking is what an operator has just asked for, and was not lost. */
    private static boolean isGettingMoreCopies(Situation now) {
        boolean asked = now.facts()
                .change()
                .filter(change -> change.running() && change.isForMoreCopies())
                .isPresent();
        return asked && now.liveMembers().containsAll(now.members().members());
    }
}
