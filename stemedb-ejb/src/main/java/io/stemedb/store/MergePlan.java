package io.stemedb.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which runs become one. The same runs in, the same plan out. Only runs that stand beside each other in the
 * journal are merged: the range of it that a run stands for must be its own.
 */
final class MergePlan {
    private static final Comparator<RunEntry> BY_LSN = Comparator.comparingLong(RunEntry::toLsn);
    private static final Comparator<RunEntry> BY_SIZE = Comparator.comparingLong(MergePlan::needed);

    private final int fan;
    private final long mostRecords;

    /**
     * Makes plans.
     *
     * @param fan runs of one level that become one of the next
     * @param mostRecords of a merged run; 0 if nothing is to be merged
     */
    MergePlan(int fan, long mostRecords) {
        this.fan = fan;
        this.mostRecords = mostRecords;
    }

    /**
     * What is to be merged next: the oldest neighbours of the lowest level that has enough of them, or else one run
     * most of which was dropped; may be empty. Of such runs the smallest comes first, as it needs the least room.
     *
     * @param thorough whether a run is written again already if a tenth of it was dropped
     */
    List<RunEntry> next(List<RunEntry> runs, boolean thorough) {
        for (List<RunEntry> level : levels(runs).values()) {
            for (List<RunEntry> neighbours : neighbours(level)) {
                List<RunEntry> some = neighbours.subList(0, Math.min(fan, neighbours.size()));
                if (some.size() == fan && records(some) <= mostRecords) {
                    return List.copyOf(some);
                }
            }
        }
        return smallest(runs, thorough);
    }

    /** The smallest run of which enough was dropped: it gives back room, also if there is none for other merges. */
    List<RunEntry> smallest(List<RunEntry> runs, boolean thorough) {
        return runs.stream()
                .filter(run -> thorough ? isPartlyDropped(run) : isMostlyDropped(run))
                .filter(this::mayBeWritten)
                .min(BY_SIZE)
                .map(List::of)
                .orElse(List.of());
    }

    /** About how many bytes thorough merges would give back, of records that were dropped. */
    long owed(List<RunEntry> runs) {
        return runs.stream()
                .filter(run -> isPartlyDropped(run) && mayBeWritten(run))
                .mapToLong(run -> Math.round(run.fileBytes() * (1 - (double) run.held() / run.records())))
                .sum();
    }

    /** Worth being written again by itself: what was dropped takes more room than what is left. */
    private static boolean isMostlyDropped(RunEntry run) {
        return run.isPartial() && 2 * run.held() < run.records();
    }

    /** Worth it once, when nothing more is dropped for now: a tenth or more of it is not held any more. */
    private static boolean isPartlyDropped(RunEntry run) {
        return run.isPartial() && 10 * (run.records() - run.held()) >= run.records();
    }

    /** Whether what is left of it may be one run, by the rule for all merges. */
    private boolean mayBeWritten(RunEntry run) {
        return mostRecords > 0 && run.held() <= mostRecords;
    }

    /**
     * Groups that each become one run, so that few runs are left.
     *
     * @param room bytes that a new run may take, while the old ones are still there
     */
    List<List<RunEntry>> full(List<RunEntry> runs, long room) {
        List<List<RunEntry>> groups = new ArrayList<>();
        for (List<RunEntry> neighbours : neighbours(runs)) {
            List<RunEntry> group = new ArrayList<>();
            for (RunEntry run : neighbours) {
                group.add(run);
                if (needed(group) > room || records(group) > mostRecords) {
                    group.remove(group.size() - 1);
                    groups.add(group);
                    group = new ArrayList<>(List.of(run));
                }
            }
            groups.add(group);
        }
        groups.removeIf(
                group -> group.isEmpty() || (group.size() == 1 && !group.get(0).isPartial()));
        return groups;
    }

    /** Runs of level 0 that merges should have taken already. */
    int backlog(List<RunEntry> runs) {
        return due(levels(runs).getOrDefault(0, List.of())).size();
    }

    /** Bytes of all runs that merges should have taken already. */
    long debtBytes(List<RunEntry> runs) {
        return levels(runs).values().stream()
                .mapToLong(level -> bytes(due(level)))
                .sum();
    }

    private List<RunEntry> due(List<RunEntry> level) {
        return neighbours(level).stream()
                .filter(some -> some.size() >= fan && records(some.subList(0, fan)) <= mostRecords)
                .flatMap(List::stream)
                .toList();
    }

    private static Map<Integer, List<RunEntry>> levels(List<RunEntry> runs) {
        Map<Integer, List<RunEntry>> levels = new TreeMap<>();
        runs.forEach(run ->
                levels.computeIfAbsent(run.level(), level -> new ArrayList<>()).add(run));
        return levels;
    }

    private static List<List<RunEntry>> neighbours(List<RunEntry> runs) {
        List<List<RunEntry>> all = new ArrayList<>();
        RunEntry before = null;
        for (RunEntry run : runs.stream().sorted(BY_LSN).toList()) {
            if (before == null || before.toLsn() != run.fromLsn()) {
                all.add(new ArrayList<>());
            }
            all.get(all.size() - 1).add(run);
            before = run;
        }
        return all;
    }

    /** The level of the run that some become: levels go by size, so one more only if it is a size larger. */
    static int levelOf(List<RunEntry> runs) {
        int highest = runs.stream().mapToInt(RunEntry::level).max().orElseThrow();
        long largest = runs.stream()
                .filter(run -> run.level() == highest)
                .mapToLong(RunEntry::records)
                .max()
                .orElseThrow();
        return runs.size() > 1 && records(runs) >= 2 * largest ? highest + 1 : highest;
    }

    static long records(List<RunEntry> runs) {
        return runs.stream().mapToLong(RunEntry::records).sum();
    }

    /** About how many bytes the run takes that these become: what was dropped is not written again. */
    static long needed(List<RunEntry> runs) {
        return runs.stream().mapToLong(MergePlan::needed).sum();
    }

    private static long needed(RunEntry run) {
        double part = run.records() == 0 ? 1 : (double) run.held() / run.records();
        return (long) Math.ceil(run.fileBytes() * part) + run.sideBytes();
    }

    static long bytes(List<RunEntry> runs) {
        return runs.stream().mapToLong(run -> run.fileBytes() + run.sideBytes()).sum();
    }
}
