package io.stemedb.store;

import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.DiskFullException;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.h2.mvstore.MVStoreException;

/**
 * Merges runs: by tiers in the background, or as far as they go when somebody asks. While it is at a large merge it
 * makes the smaller ones that become due in between, so that these never pile up behind it.
 */
final class Merge {
    private static final System.Logger LOGGER = System.getLogger(Merge.class.getName());
    private static final long MOST_RESERVED = 1L << 30;
    private static final int ANY_LEVEL = Integer.MAX_VALUE;

    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;
    private final Merging merging;
    private final long idempotencyMicros;
    private final MergePlan plan;
    private final MergeRoom room;
    private final ReentrantLock underWay = new ReentrantLock();
    private final Set<RunEntry> busy = new HashSet<>();
    private String lastFailure;
    private volatile Debt lastDebt;
    private volatile boolean thorough;
    private volatile boolean stopped;

    Merge(RunFiles files, Versions versions, Catalog catalog, StoreOptions options) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
        this.merging = options.merging();
        this.idempotencyMicros = options.idempotencyMicros();
        this.plan = new MergePlan(options.mergeFan(), merging.mostRecords());
        // The run of the next table, and what the journal leaves free for the one after it.
        this.room = new MergeRoom(files, 2 * Math.min(options.tableBytes(), MOST_RESERVED));
    }

    /** Gives up a merge that is under way, soon; there will be no other. */
    void stop() {
        stopped = true;
    }

    boolean due() {
        return !stopped && !plan.next(well(), thorough).isEmpty();
    }

    /**
     * From now on runs are written again of which a tenth was dropped, until there are none. Meanwhile each drop may
     * have one written again, so this is for when the drops are over.
     */
    void giveBack() {
        thorough = owedBytes() > 0;
    }

    /** About how many bytes of dropped records that would give back; nothing if they are in runs that it leaves out. */
    long owedBytes() {
        return known().owed();
    }

    /** How far merges are behind. */
    MergeDebt debt() {
        Debt known = known();
        return new MergeDebt(known.count(), known.bytes(), room.isWaitedFor());
    }

    private Debt known() {
        List<RunHandle> runs = versions.peek().runs();
        Debt known = lastDebt;
        boolean sound = files.damages().isEmpty(); // a run that is found to be damaged stays the same run
        if (known == null || known.runs() != runs || !sound) { // the writer asks with each group
            List<RunEntry> well = well();
            known = new Debt(runs, plan.backlog(well), plan.debtBytes(well), plan.owed(well));
            lastDebt = sound ? known : null;
        }
        return known;
    }

    private record Debt(List<RunHandle> runs, int count, long bytes, long owed) {}

    /** A damaged run is left out, and those on its two sides have no part in one merge. */
    private List<RunEntry> well() {
        return versions.peek().runs().stream()
                .map(handle -> handle.run().entry())
                .filter(entry -> !files.damages().has(entry))
                .toList();
    }

    /** True when runs were merged; false when there was nothing to do or it failed, all runs then stay as they are. */
    boolean run(long now) {
        underWay.lock();
        try {
            return runBelow(ANY_LEVEL, now);
        } finally {
            underWay.unlock();
        }
    }

    /** Does something to the runs in force if no merge is under way; false if one is. */
    boolean unlessUnderWay(Change change) throws IOException {
        if (!underWay.tryLock()) {
            return false;
        }
        try {
            change.run();
            return true;
        } finally {
            underWay.unlock();
        }
    }

    /** What is done to runs while none of them is merged. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    private boolean runBelow(int level, long now) {
        List<RunEntry> idle = well().stream()
                .filter(entry -> entry.level() < level && !busy.contains(entry))
                .toList();
        List<RunEntry> due = plan.next(idle, thorough);
        if (stopped || due.isEmpty()) {
            return false;
        }
        try {
            List<RunEntry> old = fitting(due, idle);
            if (old.isEmpty()) {
                return false;
            }
            int before = old.get(0).level();
            int merged = old.size() == 1 ? before : before + 1;
            merge(old, merged, now, bytes -> between(before, now, bytes));
            lastFailure = null;
            return true;
        } catch (StoppedException e) {
            return false;
        } catch (IOException | RuntimeException | Error e) {
            failed(due, e);
            return false;
        }
    }

    /** What is due; or if there is no room for it what gives some back, if that fits. */
    private List<RunEntry> fitting(List<RunEntry> due, List<RunEntry> idle) throws IOException {
        if (room.has(MergePlan.needed(due))) {
            return due;
        }
        List<RunEntry> smallest = plan.smallest(idle, thorough);
        return !smallest.isEmpty() && MergePlan.needed(smallest) <= room.bytes() ? smallest : List.of();
    }

    private void between(int level, long now, long bytes) {
        if (stopped) {
            throw new StoppedException();
        }
        while (runBelow(level, now)) {
            // the next one
        }
        if (debt().runs() < merging.debt()) { // else writers wait for it
            merging.pace().wrote(bytes);
        }
    }

    /**
     * Merges all runs into one, or if room or memory do not allow that into as few as they do. What was merged stays
     * merged if it ends early.
     *
     * @throws IOException if there is no room for anything, or a merge fails
     */
    void all(long now, Progress progress) throws IOException {
        progress.at(0, "waiting for a merge that is under way");
        underWay.lock();
        try {
            allGroups(now, progress);
        } catch (MVStoreException failed) { // its form of what the disk has refused
            throw new IOException("a run could not be read or written: " + failed.getMessage(), failed);
        } finally {
            underWay.unlock();
        }
    }

    private void allGroups(long now, Progress progress) throws IOException {
        List<RunEntry> runs = well();
        List<List<RunEntry>> groups = plan.full(runs, room.bytes());
        if (groups.isEmpty()) {
            if (plan.full(runs, Long.MAX_VALUE).isEmpty()) { // no two may become one, however much room there is
                progress.at(1, runs.size() + " runs stay as they are");
                return;
            }
            throw new DiskFullException(
                    "no two runs can be merged: " + Math.max(0, room.bytes()) + " bytes may be taken");
        }
        int left = runs.size() - groups.stream().mapToInt(List::size).sum() + groups.size();
        FullMerge full = new FullMerge(progress, runs.size() + " runs become " + left, groups);
        int without = 0;
        groups.forEach(busy::addAll); // what becomes due in between must leave those alone whose turn comes later
        try {
            for (List<RunEntry> group : groups) {
                if (MergePlan.needed(group) <= room.bytes()) { // readers may keep old runs, and with them their room
                    merge(group, MergePlan.levelOf(group), now, bytes -> {
                        full.wrote(bytes);
                        if (progress.aborted()) {
                            throw new StoppedException();
                        }
                        between(ANY_LEVEL, now, bytes);
                    });
                } else {
                    without += group.size() - 1;
                }
            }
            if (without > 0) {
                progress.at(
                        1,
                        runs.size() + " runs became " + (left + without) + ": the room for more was taken meanwhile");
            }
        } catch (StoppedException e) {
            if (stopped) {
                throw new IOException("the node is stopping; the merge begins again when it is asked for again", e);
            }
        } finally {
            groups.forEach(group -> group.forEach(busy::remove));
        }
    }

    private void merge(List<RunEntry> old, int level, long now, LongConsumer during) throws IOException {
        List<RunHandle> handles = held(old);
        busy.addAll(old);
        try {
            RunEntry entry =
                    new MergedRun(files, handles, during).write(catalog.takeNumber(), level, now - idempotencyMicros);
            versions.merged(handles, catalog.add(files, entry, manifest -> manifest.merged(old, entry)));
            if (owedBytes() == 0) { // nothing is dropped beside a merge
                thorough = false;
            }
        } finally {
            old.forEach(busy::remove);
            handles.forEach(RunHandle::release);
        }
    }

    /** Not the whole version: that would keep the files of smaller runs that are merged meanwhile. */
    private List<RunHandle> held(List<RunEntry> entries) throws IOException {
        Version version = versions.hold();
        try {
            List<RunHandle> handles = version.runs().stream()
                    .filter(handle -> entries.contains(handle.run().entry()))
                    .toList();
            if (handles.size() < entries.size()) {
                throw new IOException("one of the runs was replaced meanwhile");
            }
            handles.forEach(RunHandle::hold);
            return handles;
        } finally {
            version.release();
        }
    }

    /** Names what an operator must look at: the damaged file if there is one, else the files that stay unmerged. */
    private void failed(List<RunEntry> runs, Throwable failure) {
        Throwable cause = DamagedBlockException.behind(failure)
                .<Throwable>map(damage -> damage)
                .orElseGet(() -> rootOf(failure));
        String names = runs.stream().map(RunEntry::fileName).collect(Collectors.joining(", "));
        String what = names + " could not be merged and stay as they are: " + cause;
        if (!what.equals(lastFailure)) { // it is tried again and again
            LOGGER.log(System.Logger.Level.ERROR, what, failure);
        }
        lastFailure = what;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The store is closing, or nobody wants the merge any more. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
