package io.stemedb.repair;

import io.stemedb.assertion.PathHash;
import io.stemedb.store.StoppedStore;
import io.stemedb.store.StoreDamagedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a repair would do.
 *
 * @param missing records by shard that the journal is known to lack, since later ones of their shard are there
 */
public record Plan(List<Step> steps, Map<Integer, Long> missing) {

    private static final String SOURCES = "the facts about sources";

    /** The same, and what an earlier repair has lost. */
    Plan with(StoppedStore.Lost lost) {
        if (lost.isEmpty()) {
            return this;
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(
                lost.file(), 0, "an earlier repair could not save everything", lost.words(), Step.Cure.ACCEPT_LOSS));
        return new Plan(List.copyOf(more), missing);
    }

    /** The same, if an earlier repair from the runs has not ended: whatever else it was, that begins again. */
    Plan goingOn(Path mark) {
        List<Step> more = new ArrayList<>(steps);
        more.removeIf(step -> step.cure() == Step.Cure.FROM_RUNS || step.cure() == Step.Cure.REBUILD_ALL);
        more.add(
                0,
                new Step(
                        mark,
                        0,
                        "an earlier repair has not ended",
                        "everything: runs are still set aside",
                        Step.Cure.FROM_RUNS));
        return new Plan(List.copyOf(more), missing);
    }

    /** The same, if the list of what an earlier repair has lost is damaged itself. */
    Plan withUnreadable(StoreDamagedException list) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(list.file(), 0, list.getMessage(), "what an earlier repair has lost", Step.Cure.REFUSE_ALL));
        return new Plan(List.copyOf(more), missing);
    }

    /** Whether there is anything to do. */
    public boolean hasWork() {
        return steps.stream().anyMatch(step -> step.cure().isWork());
    }

    boolean has(Step.Cure cure) {
        return steps.stream().anyMatch(step -> step.cure() == cure);
    }

    /** The plan for a reader. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            lines.add(step.file() + " at " + step.offset() + ": " + step.what());
            lines.add("    affected: " + step.affected());
            lines.add("    then: " + step.cure().words());
        }
        if (!missing.isEmpty()) {
            lines.add("lost for certain, by gaps in the numbers of the records: " + shards(missing));
        }
        if (steps.isEmpty()) {
            lines.add("nothing is damaged");
        }
        return lines;
    }

    /** {@code shards 3, 5}, or {@code all shards}, and what nobody would know by its number. */
    static String named(Set<Integer> shards, int shardCount) {
        Set<Integer> claims = new TreeSet<>(shards);
        boolean sources = claims.remove(PathHash.SYSTEM_SHARD);
        String some = "shards " + claims.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String named = claims.isEmpty() ? "" : claims.size() >= shardCount ? "all shards" : some;
        return named + (sources && !claims.isEmpty() ? ", and " : "") + (sources ? SOURCES : "");
    }

    /** {@code 12 records of shard 3, 1 of shard 5}. */
    static String shards(Map<Integer, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((shard, count) ->
                parts.add(count + " of " + (shard == PathHash.SYSTEM_SHARD ? SOURCES : "shard " + shard)));
        return String.join(", ", parts);
    }
}
