package io.stemedb.store;

import io.stemedb.record.KeyUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Writes several runs as one. */
final class MergedRun {
    /** So often a merge looks up from its work. */
    private static final int BREAK_BYTES = 256 * 1024;

    private final RunFiles files;
    private final List<RunHandle> old;
    private final LongConsumer during;
    private long unsaid;

    /** @param during told now and then how many more bytes were written; may throw to end it */
    MergedRun(RunFiles files, List<RunHandle> old, LongConsumer during) {
        this.files = files;
        this.old = old;
        this.during = during;
    }

    /**
     * Writes it durably; it counts once a manifest names it.
     *
     * @param forgottenAt callers' keys that were used no later than this are left out; microseconds since 1970
     */
    RunEntry write(long number, int level, long forgottenAt) throws IOException {
        List<RunEntry> gone = old.stream().map(handle -> handle.run().entry()).toList();
        long slots = old.stream().mapToLong(handle -> handle.run().slots()).sum();
        RunWriter writer = files.write(number, MergePlan.records(gone), slots);
        try {
            merged(Run::heldClaims).forEach((one, same) -> one, counted(writer::claim));
            merged(Run::heldIds).forEach(MemTable::least, counted(writer::id));
            merged(MergedRun::notes).forEach(MergedRun::later, (hash, use) -> {
                if (KeyUse.of(use).at() > forgottenAt) {
                    writer.idempotency(hash, use);
                }
            });
            merged(Run::heldSources).forEach(MergedRun::sum, writer::source);
            for (RunEntry entry : gone) {
                if (!entry.twins().isEmpty()) {
                    Path side = files.directory().resolve(entry.sideName());
                    writer.twins(
                            entry.twins(), SideSums.minus(files.disk(), side).only(entry::holdsShard));
                }
            }
            long from = gone.stream().mapToLong(RunEntry::fromLsn).min().orElseThrow();
            long to = gone.stream().mapToLong(RunEntry::toLsn).max().orElseThrow();
            return writer.finish(level, from, to);
        } catch (IOException | RuntimeException | Error e) {
            writer.abandon();
            throw e;
        }
    }

    private BiConsumer<byte[], byte[]> counted(BiConsumer<byte[], byte[]> sink) {
        return (key, value) -> {
            sink.accept(key, value);
            unsaid += key.length + value.length;
            if (unsaid >= BREAK_BYTES) {
                during.accept(unsaid);
                unsaid = 0;
            }
        };
    }

    private static byte[] later(byte[] one, byte[] other) {
        return KeyUse.of(one).at() >= KeyUse.of(other).at() ? one : other;
    }

    private static byte[] sum(byte[] one, byte[] other) {
        return RunMaps.count(RunMaps.count(one) + RunMaps.count(other));
    }

    /** Notes are of no shard. */
    private static Iterator<Map.Entry<byte[], byte[]>> notes(Run run) {
        return new HeldEntries(run.maps().idempotency().cursor(null));
    }

    private MergedMap merged(Function<Run, Iterator<Map.Entry<byte[], byte[]>>> map) {
        return new MergedMap(old.stream().map(handle -> map.apply(handle.run())).toList());
    }
}
