package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Disks that lose a bit: a node then says so, and answers what it still can; it never answers wrongly or less. What the
 * journal still has it makes whole again.
 */
class DamageSimulation {
    private static final int SEEDS = 40;
    private static final int FLIPS = 12;

    private int refusedStarts;
    private int refusedReads;
    private int healed;

    @Test
    void a_flipped_bit_is_named_and_never_an_answer() {
        int tried = Seeds.tryAll(SEEDS, this::flipSome);
        if (tried >= SEEDS) {
            assertThat(refusedStarts).as("starts refused").isGreaterThan(SEEDS);
            assertThat(refusedReads).as("reads refused").isGreaterThan(SEEDS);
            assertThat(healed).as("files healed").isGreaterThan(SEEDS);
        }
    }

    private void flipSome(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Life.Stopped stopped = Life.stopped(seed);
        for (int flip = 0; flip < FLIPS; flip++) {
            List<Path> files = filesOf(stopped.machine());
            Path file = files.get(random.nextInt(files.size()));
            long at = random.nextLong(stopped.machine().disk().size(file));
            stopped.machine().disk().damage(file, at);
            boolean replaced = false;
            try {
                stopped.machine().open();
                replaced = file.endsWith("manifest");
                readAll(stopped, file, at);
                replaced |= heal(stopped);
                stopped.machine().end(false);
            } catch (JournalDamagedException | StoreDamagedException refused) {
                refusedStarts++;
                require(refused.getMessage().contains(file.toString()), "%s is damaged, not: %s", file, refused);
            }
            stopped.machine().end(false);
            if (replaced) {
                healed++;
            } else if (stopped.machine().disk().exists(file)) {
                stopped.machine().disk().damage(file, at); // flips it back
            }
        }
    }

    /** Whether a run was damaged, was named, and was made again: then everything is there. */
    private boolean heal(Life.Stopped stopped) {
        Database database = stopped.machine().database();
        boolean damaged = !database.store().damages().isEmpty();
        while (!stopped.machine().merger.isEmpty()) {
            stopped.machine().merger.runOne();
        }
        if (!database.store().damages().isEmpty()) {
            require(
                    !stopped.machine().keepsJournal(),
                    "not healed: %s",
                    database.store().damages());
            return false;
        }
        new Audit(database, stopped.model()).everything();
        return damaged;
    }

    private void readAll(Life.Stopped stopped, Path file, long at) {
        Database database = stopped.machine().database();
        Audit audit = new Audit(database, stopped.model());
        for (Recorded recorded : stopped.model().held()) {
            unlessRefused(stopped, () -> audit.id(recorded.id()), file, at);
            unlessRefused(stopped, () -> audit.slot(Slot.of(recorded.assertion())), file, at);
        }
        unlessRefused(
                stopped,
                () -> require(
                        audit.walk().size() == stopped.model().held().size(), "walked less with %s at %d", file, at),
                file,
                at);
    }

    private void unlessRefused(Life.Stopped stopped, Runnable read, Path file, long at) {
        try {
            read.run();
        } catch (StemeException refused) {
            refusedReads++;
            require(
                    stopped.machine().database().store().damages().stream()
                            .anyMatch(damage -> damage.file().equals(file)),
                    "refused without a reason: %s at %d: %s",
                    file,
                    at,
                    refused);
        }
    }

    private static List<Path> filesOf(Machine machine) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : new String[] {"db", "wal"}) {
            Path path = Machine.DATA.resolve(folder);
            for (String name : machine.disk().list(path)) {
                if (!name.endsWith(".tmp")) {
                    files.add(path.resolve(name));
                }
            }
        }
        return files;
    }
}
