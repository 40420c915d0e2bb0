package io.stemedb.scrub;

import io.stemedb.archive.ArchiveScrub;
import io.stemedb.files.Disk;
import io.stemedb.files.Pace;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.JournalScrub;
import io.stemedb.refusal.Reason;
import io.stemedb.store.StoreScrub;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The scrub of one node: what it reads, how fast, and what the last one came to. One at a time; the rest from any
 * thread.
 */
public final class Scrub {
    private static final System.Logger LOGGER = System.getLogger(Scrub.class.getName());
    private static final long MIB = 1 << 20;

    private static final String JOURNAL =
            "a scrub found the {0}; reads go on, but a damaged run may not be healed any more, and "
                    + "the next start may be"
                    + " refused: make a backup before the node is stopped, see docs/operations/scrub.md";

    private static final String ARCHIVE =
            "a scrub found the {0}, in the archive, and the journal has that segment no more: no backup from before "
                    + "leads to a point"
                    + " behind it; make a backup now, see docs/operations/scrub.md";

    private final Subject subject;
    private final Around around;
    private final LastScrubFile file;
    private volatile LastScrub last;
    private volatile boolean paused;

    /**
     * What is read.
     *
     * @param journalLsn how far the journal is durable
     */
    public record Subject(
            Supplier<StoreScrub> store, Supplier<JournalScrub> journal, LongSupplier journalLsn, Archives archive) {}

    /** Where the archive comes from. */
    @FunctionalInterface
    public interface Archives {
        /**
         * What reads it, or null if there is none.
         *
         * @throws IOException if it is away
         */
        ArchiveScrub get() throws IOException;
    }

    /**
     * The world around it.
     *
     * @param directory where the last result is kept
     * @param bytesPerSecond 0 for no limit
     */
    public record Around(
            Disk disk,
            Path directory,
            LongSupplier wallMicros,
            LongSupplier nanos,
            Waiting waiting,
            long bytesPerSecond) {}

    public Scrub(Subject subject, Around around) {
        this.subject = subject;
        this.around = around;
        this.file = new LastScrubFile(around.disk(), around.directory());
        this.last = file.read();
        if (last.since() == 0) {
            remember(new LastScrub(around.wallMicros().getAsLong(), 0, 0, 0, List.of(), List.of()));
        }
    }

    /** What the last one came to. */
    public LastScrub last() {
        return last;
    }

    /** Whether one is due, so many seconds being between two. */
    public boolean due(long everySeconds) {
        return last.due(around.wallMicros().getAsLong(), everySeconds);
    }

    /** Holds the one under way, or lets it go on. */
    public void pause(boolean hold) {
        paused = hold;
    }

    /**
     * Reads all runs, the journal and the archive, no faster than the rate.
     *
     * @throws IOException if the journal cannot even be listed; damage is no failure, it is what this is for
     */
    public void run(Progress progress) throws IOException {
        paused = false;
        StoreScrub store = subject.store().get();
        JournalScrub journal = subject.journal().get();
        long end = subject.journalLsn().getAsLong();
        ArchiveScrub archive = archive();
        long total = store.bytes() + end - journal.firstLsn() + (archive == null ? 0 : archive.bytes());
        Throttle throttle = throttle(around.bytesPerSecond(), progress, total);
        try {
            List<StoreScrub.Finding> runs = store.run(throttle);
            List<JournalDamagedException> segments = journal.run(end, throttle);
            List<String> copies = archive == null ? List.of() : archive.run(throttle);
            ended(
                    throttle.bytes(),
                    runs,
                    told(
                            segments.stream()
                                    .map(JournalDamagedException::getMessage)
                                    .toList(),
                            JOURNAL),
                    told(copies, ARCHIVE),
                    progress);
        } catch (Pace.StoppedException aborted) {
            LOGGER.log(System.Logger.Level.INFO, "the scrub ends unfinished; the next one begins from the start");
        }
    }

    private ArchiveScrub archive() {
        try {
            return subject.archive().get();
        } catch (IOException away) {
            LOGGER.log(System.Logger.Level.WARNING, "the scrub passes over the archive: {0}", Reason.of(away));
            return null;
        }
    }

    /** Adds up all runs from the bytes on disk, at once and as fast as the disk is. */
    public void recompute(Progress progress) throws IOException {
        StoreScrub store = subject.store().get();
        try {
            int found = store.run(throttle(0, progress, store.bytes())).size();
            progress.at(1, "all runs read, damages found: " + found);
        } catch (Pace.StoppedException aborted) {
            // nothing to take back
        }
    }

    private Throttle throttle(long rate, Progress progress, long total) {
        return new Throttle(rate, around.nanos(), around.waiting(), () -> paused, progress, total);
    }

    private static List<String> told(List<String> damages, String words) {
        damages.forEach(damage -> LOGGER.log(System.Logger.Level.ERROR, words, damage));
        return damages;
    }

    private void ended(
            long bytes, List<StoreScrub.Finding> runs, List<String> journal, List<String> archive, Progress progress) {
        remember(new LastScrub(last.since(), around.wallMicros().getAsLong(), bytes, runs.size(), journal, archive));
        progress.at(
                1,
                bytes / MIB + " MiB read, damages found: " + runs.size() + " in the store, " + journal.size()
                        + " in the journal, " + archive.size() + " in the archive");
    }

    private void remember(LastScrub next) {
        last = next;
        try {
            file.write(next);
        } catch (IOException e) {
            // It costs an early scrub after the next start, and the disk will have been heard of otherwise.
            LOGGER.log(System.Logger.Level.WARNING, "what the scrub came to could not be kept: {0}", Reason.of(e));
        }
    }
}
