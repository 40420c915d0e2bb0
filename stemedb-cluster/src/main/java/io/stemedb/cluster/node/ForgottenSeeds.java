package io.stemedb.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Seeds of the configuration of which an operator has said that nobody is there, durable in {@code forgotten-seeds} in
 * the data directory. May be asked from any thread.
 */
final class ForgottenSeeds {
    static final String NAME = "forgotten-seeds";

    private static final System.Logger LOGGER = System.getLogger(ForgottenSeeds.class.getName());
    private static final CheckedText FORM = new CheckedText("STEMEDB-FORGOTTEN-SEEDS 1 ");

    private final Disk disk;
    private final Path path;
    private volatile SortedSet<String> seeds;

    private ForgottenSeeds(Disk disk, Path path, SortedSet<String> seeds) {
        this.disk = disk;
        this.path = path;
        this.seeds = Collections.unmodifiableSortedSet(seeds);
    }

    /** Those of a data directory; none if its file is missing or damaged, since to count one more is safe. */
    static ForgottenSeeds of(Disk disk, Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        SortedSet<String> seeds = new TreeSet<>();
        if (disk.exists(path)) {
            try (DiskFile file = disk.openToRead(path)) {
                CheckedText.Read read = FORM.read(CheckedText.bytesOf(file));
                if (read.state() == CheckedText.State.WELL) {
                    seeds.addAll(new String(read.body(), UTF_8).lines().toList());
                } else {
                    LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be read; all seeds count again", path);
                }
            }
        }
        return new ForgottenSeeds(disk, path, seeds);
    }

    boolean has(String seed) {
        return seeds.contains(seed);
    }

    synchronized void add(String seed) throws IOException {
        SortedSet<String> more = new TreeSet<>(seeds);
        if (more.add(seed)) {
            SmallFile.replace(
                    disk, path, FORM.of(String.join("\n", List.copyOf(more)).getBytes(UTF_8)));
            seeds = Collections.unmodifiableSortedSet(more);
        }
    }
}
