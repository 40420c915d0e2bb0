package io.stemedb.store;

import io.stemedb.files.DamagedBlockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** Merges the runs of one level into one of the next. */
final class Merge {
    private static final System.Logger LOGGER = System.getLogger(Merge.class.getName());

    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;
    private final int fan;
    private final long idempotencyMicros;
    private volatile boolean stopped;

    Merge(RunFiles files, Versions versions, Catalog catalog, int fan, long idempotencyMicros) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
        this.fan = fan;
        this.idempotencyMicros = idempotencyMicros;
    }

    /** Gives up a merge that is under way, soon; there will be no other. */
    void stop() {
        stopped = true;
    }

    boolean due() {
        return !stopped && !candidates().isEmpty();
    }

    /**
     * The oldest neighbours of the lowest level that has enough of them. A damaged run is left out, and so are runs that it
     * or another level stands between: the range of the journal that a run stands for must be its own.
     */
    private List<RunHandle> candidates() {
        Map<Integer, List<RunHandle>> levels = new TreeMap<>();
        for (RunHandle handle : versions.peek().runs()) {
            levels.computeIfAbsent(handle.run().entry().level(), level -> new ArrayList<>())
                    .add(handle);
        }
        for (List<RunHandle> level : levels.values()) {
            level.sort(Comparator.comparingLong(handle -> handle.run().entry().toLsn()));
            for (int first = 0; first + fan <= level.size(); first++) {
                List<RunHandle> some = level.subList(first, first + fan);
                if (areNeighbours(some) && areWell(some)) {
                    return List.copyOf(some);
                }
            }
        }
        return List.of();
    }

    private static boolean areNeighbours(List<RunHandle> runs) {
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).run().entry().fromLsn()
                    != runs.get(i - 1).run().entry().toLsn()) {
                return false;
            }
        }
        return true;
    }

    private boolean areWell(List<RunHandle> runs) {
        return runs.stream()
                .noneMatch(handle -> files.damages().has(handle.run().entry()));
    }

    /** True when runs were merged; false when there was nothing to do or it failed, all runs then stay as they are. */
    synchronized boolean run(long now) {
        Version held = versions.hold();
        try {
            List<RunHandle> old = candidates();
            if (old.isEmpty()) {
                return false;
            }
            return merge(old, now);
        } finally {
            held.release();
        }
    }

    private boolean merge(List<RunHandle> old, long now) {
        List<RunEntry> gone = old.stream().map(handle -> handle.run().entry()).toList();
        try {
            RunEntry entry = write(old, gone, now);
            versions.merged(old, catalog.add(files, entry, manifest -> manifest.merged(gone, entry)));
            return true;
        } catch (StoppedException e) {
            return false;
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, failed(gone, e), e);
            return false;
        }
    }

    /** Names what an operator must look at: the damaged file where there is one, else the files that stay unmerged. */
    private static String failed(List<RunEntry> runs, Throwable failure) {
        Throwable cause = DamagedBlockException.behind(failure)
                .<Throwable>map(damage -> damage)
                .orElseGet(() -> rootOf(failure));
        String names = runs.stream().map(RunEntry::fileName).collect(Collectors.joining(", "));
        return names + " could not be merged and stay as they are: " + cause;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private RunEntry write(List<RunHandle> old, List<RunEntry> gone, long now) throws IOException {
        long records = gone.stream().mapToLong(RunEntry::records).sum();
        long slots = old.stream().mapToLong(handle -> handle.run().slots()).sum();
        RunWriter writer = files.write(catalog.takeNumber(), records, slots);
        try {
            merged(old, RunMaps::claims).forEach((one, same) -> one, unlessStopped(writer::claim));
            merged(old, RunMaps::ids).forEach((one, same) -> one, unlessStopped(writer::id));
            merged(old, RunMaps::idempotency).forEach(Merge::later, (hash, use) -> {
                if (KeyUse.of(use).at() > now - idempotencyMicros) {
                    writer.idempotency(hash, use);
                }
            });
            merged(old, RunMaps::sources).forEach(Merge::sum, writer::source);
            long from = gone.stream().mapToLong(RunEntry::fromLsn).min().orElseThrow();
            long to = gone.stream().mapToLong(RunEntry::toLsn).max().orElseThrow();
            return writer.finish(gone.get(0).level() + 1, from, to);
        } catch (IOException | RuntimeException | Error e) {
            writer.abandon();
            throw e;
        }
    }

    private BiConsumer<byte[], byte[]> unlessStopped(BiConsumer<byte[], byte[]> sink) {
        return (key, value) -> {
            if (stopped) {
                throw new StoppedException();
            }
            sink.accept(key, value);
        };
    }

    /** The store is closing. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static byte[] later(byte[] one, byte[] other) {
        return KeyUse.of(one).at() >= KeyUse.of(other).at() ? one : other;
    }

    private static byte[] sum(byte[] one, byte[] other) {
        return RunMaps.count(RunMaps.count(one) + RunMaps.count(other));
    }

    private static MergedMap merged(List<RunHandle> runs, Function<RunMaps, MVMap<byte[], byte[]>> map) {
        List<Cursor<byte[], byte[]>> cursors = new ArrayList<>();
        runs.forEach(handle -> cursors.add(map.apply(handle.run().maps()).cursor(null)));
        return new MergedMap(cursors);
    }
}
