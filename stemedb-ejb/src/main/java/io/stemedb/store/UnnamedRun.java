package io.stemedb.store;

import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A run that was set aside with the manifest that named it.
 *
 * @param file null if only side files are left of it
 * @param sides one of them is its own; others are of runs of the same number from other times
 */
public record UnnamedRun(Path file, List<Path> sides) {
    private static final NavigableMap<byte[], byte[]> NONE =
            Collections.unmodifiableNavigableMap(new TreeMap<>(Arrays::compareUnsigned));
    private static final Pattern NAME = Pattern.compile("(run-[0-9]+)\\.(mv|side)\\..*\\.unnamed(-[0-9]+)?");

    /** All that are in a folder. */
    static List<UnnamedRun> in(Disk disk, Path folder) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        Map<String, List<Path>> sides = new TreeMap<>();
        for (String name : disk.list(folder)) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
                (parts.group(2).equals("mv") ? files : sides)
                        .computeIfAbsent(parts.group(1), run -> new ArrayList<>())
                        .add(folder.resolve(name));
            }
        }
        List<UnnamedRun> runs = new ArrayList<>();
        files.forEach((run, some) ->
                some.forEach(file -> runs.add(new UnnamedRun(file, sides.getOrDefault(run, List.of())))));
        sides.forEach((run, some) -> {
            if (!files.containsKey(run)) {
                runs.add(new UnnamedRun(null, some));
            }
        });
        return List.copyOf(runs);
    }

    /**
     * Hands over its claims, each block compared with its check; some of them twice if a side file of another run
     * had to be tried first, or if a block is damaged.
     *
     * @throws IOException if not all of them can be read; those in sound blocks were handed over all the same
     */
    public void read(Disk disk, History.Sink sink) throws IOException {
        IOException why = new IOException(this + " is not whole");
        for (boolean pastDamage : new boolean[] {false, true}) {
            for (Path side : file == null ? List.<Path>of() : sides) {
                try {
                    read(disk, side, sink, pastDamage);
                    return;
                } catch (IOException e) {
                    why = e;
                }
            }
        }
        throw why;
    }

    private void read(Disk disk, Path side, History.Sink sink, boolean pastDamage) throws IOException {
        try (MvMount mount = new MvMount(disk)) {
            SideFile parsed = SideFile.unchecked(disk, side);
            MVStore store = mount.openChecked(file, parsed.checks(), new MVStore.Builder());
            try {
                RunMaps maps = RunMaps.of(store);
                NavigableMap<byte[], byte[]> ids = pastDamage ? SoundClaims.idsByKey(maps.ids()) : NONE;
                MVStoreException met = SoundClaims.read(maps.claims(), ids, sink);
                if (met != null) {
                    throw met;
                }
            } catch (MVStoreException damaged) {
                throw DamagedBlockException.behind(damaged)
                        .map(IOException.class::cast)
                        .orElseGet(() -> new IOException(damaged));
            } finally {
                store.closeImmediately();
            }
        } catch (RuntimeException damaged) { // a side file that is damaged itself can say anything
            throw new IOException(file + " cannot be read: " + damaged, damaged);
        }
    }
}
