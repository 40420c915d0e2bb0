package io.stemedb.store;

import io.stemedb.files.DamagedBlockException;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The runs that a read has failed in, from the first such read until they are healed. */
final class Damages {
    private static final System.Logger LOGGER = System.getLogger(Damages.class.getName());

    private final Path directory;
    private final Map<RunEntry, Damage> runs = new ConcurrentSkipListMap<>(RunEntry.BY_NUMBER);
    private volatile Runnable healer = () -> {};

    Damages(Path directory) {
        this.directory = directory;
    }

    /** What is to be done about each new one. */
    void whenMet(Runnable heal) {
        healer = heal;
    }

    /** A read of a run has failed; any thread may have met it. */
    void met(RunEntry entry, IOException failure) {
        Damage damage = DamagedBlockException.behind(failure)
                .map(block -> damage(block.file(), block.offset(), failure))
                .orElseGet(() -> damage(fileOf(entry, failure), 0, failure));
        if (runs.putIfAbsent(entry, damage) == null) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "a run of {0} records is damaged at offset {1} of {2}: {3}",
                    Long.toString(entry.records()),
                    Long.toString(damage.offset()),
                    damage.file(),
                    damage.detail());
            healer.run();
        }
    }

    /** A survey has found one of some runs damaged. */
    void found(StoreSurvey.RunState state, List<RunEntry> entries) {
        for (RunEntry entry : entries) {
            if (entry.number() == state.number() && state.damaged() != null && !has(entry)) {
                met(entry, new StoreDamagedException(state.damaged(), state.what()));
            }
        }
    }

    private static Damage damage(Path file, long offset, IOException failure) {
        return new Damage(file, offset, Damage.State.WAITING, Reason.of(failure));
    }

    private Path fileOf(RunEntry entry, IOException failure) {
        return failure instanceof StoreDamagedException damaged ? damaged.file() : directory.resolve(entry.fileName());
    }

    void becomes(RunEntry entry, Damage.State state) {
        runs.computeIfPresent(entry, (same, damage) -> damage.in(state));
    }

    void healed(RunEntry entry) {
        runs.remove(entry);
    }

    boolean has(RunEntry entry) {
        return runs.containsKey(entry);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Damage of(RunEntry entry) {
        return runs.get(entry);
    }

    /** The damaged runs, oldest first. */
    List<RunEntry> entries() {
        return List.copyOf(runs.keySet());
    }

    List<Damage> list() {
        return List.copyOf(runs.values());
    }
}
