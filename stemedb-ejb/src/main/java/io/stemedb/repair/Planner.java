package io.stemedb.repair;

import io.stemedb.journal.JournalSurvey;
import io.stemedb.repair.Step.Cure;
import io.stemedb.store.StoreSurvey;
import io.stemedb.store.StoreSurvey.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a plan of what was found. The same facts always give the same plan. */
final class Planner {
    private final StoreSurvey store;
    private final JournalSurvey.Found journal;
    private final Archived archived;
    private final List<Step> steps = new ArrayList<>();

    private Planner(StoreSurvey store, JournalSurvey.Found journal, Archived archived) {
        this.store = store;
        this.journal = journal;
        this.archived = archived;
    }

    /** Whether the archive has all of a range. */
    @FunctionalInterface
    interface Archived {
        boolean holds(long fromLsn, long toLsn);
    }

    /**
     * Plans.
     *
     * @param missing gaps in the numbers of the records behind what is in runs, by shard
     * @param wal the journal's folder
     */
    static Plan plan(
            StoreSurvey store, JournalSurvey.Found journal, Archived archived, Map<Integer, Long> missing, Path wal) {
        Planner planner = new Planner(store, journal, archived);
        planner.manifest();
        store.runs().stream().filter(run -> run.damaged() != null).forEach(planner::run);
        journal.lost().forEach(planner::lost);
        planner.ends(wal);
        return new Plan(List.copyOf(planner.steps), Map.copyOf(missing));
    }

    private void manifest() {
        if (store.manifest() != null) {
            boolean complete = journal.holds(0, journal.endLsn());
            steps.add(new Step(
                    store.manifest().file(),
                    0,
                    store.manifest().getMessage(),
                    "everything: nothing else says which runs count",
                    complete ? Cure.REBUILD_ALL : Cure.FROM_RUNS));
        }
    }

    private void run(RunState run) {
        boolean kept = kept(run.fromLsn(), run.toLsn());
        steps.add(new Step(
                run.damaged(),
                run.offset(),
                run.what(),
                run.records() + " records (" + Plan.shards(run.shards()) + "), LSN " + run.fromLsn() + " to "
                        + run.toLsn(),
                kept ? Cure.REBUILD_RUN : Cure.SALVAGE_RUN));
    }

    /** Whether journal and archive have all of a range, the archive its beginning. */
    private boolean kept(long fromLsn, long toLsn) {
        long begins = journal.firstLsn();
        boolean beginsWithin = fromLsn < begins && begins < toLsn;
        return journal.holds(fromLsn, toLsn)
                || archived.holds(fromLsn, toLsn)
                || (beginsWithin && archived.holds(fromLsn, begins) && journal.holds(begins, toLsn));
    }

    private void lost(JournalSurvey.Lost lost) {
        Cure inRuns = journal.stopsAStart(lost) ? Cure.NEW_SEGMENT : Cure.NOTHING;
        if (lost.fromLsn() == lost.toLsn()) {
            steps.add(new Step(
                    lost.file(),
                    lost.offset(),
                    lost.what(),
                    "nothing: what is behind it can be read",
                    Cure.NEW_SEGMENT));
            return;
        }
        String to = lost.toLsn() == Long.MAX_VALUE ? " on" : " to " + lost.toLsn();
        steps.add(new Step(
                lost.file(),
                lost.offset(),
                lost.what(),
                "LSN " + lost.fromLsn() + to,
                lost.toLsn() <= store.flushedLsn() ? inRuns : Cure.SKIP_FRAMES));
    }

    private void ends(Path wal) {
        if (store.manifest() == null && journal.firstLsn() > store.flushedLsn()) {
            steps.add(new Step(
                    wal,
                    0,
                    "the journal begins at LSN " + journal.firstLsn(),
                    "LSN " + store.flushedLsn() + " to " + journal.firstLsn(),
                    Cure.SKIP_FRAMES));
        } else if (journal.endIsGone(store.flushedLsn()) && journal.lost().isEmpty()) {
            steps.add(new Step(
                    wal,
                    0,
                    journal.firstLsn() < 0 ? "no segment is there" : "the journal ends at LSN " + journal.endLsn(),
                    "LSN " + store.flushedLsn() + " on, if anything was there: the runs hold what is before",
                    Cure.SKIP_FRAMES));
        }
    }
}
