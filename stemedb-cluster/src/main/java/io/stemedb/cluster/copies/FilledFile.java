package io.stemedb.cluster.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The shards that this node vouches for, durable in {@code filled} in the data directory. It belongs to one store:
 * after
 * a restore or on another disk it says nothing.
 */
final class FilledFile {
    static final String NAME = "filled";

    private static final System.Logger LOGGER = System.getLogger(FilledFile.class.getName());
    /** On a line of its own, which a build that keeps no bases passes over, and leaves out if it writes the file. */
    private static final String MARK = "with bases";

    private static final CheckedText FORM = new CheckedText("STEMEDB-FILLED 1 ");

    private final Disk disk;
    private final Path path;
    private final long store;

    FilledFile(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.store = store;
    }

    /**
     * What it says.
     *
     * @param shards that are vouched for
     * @param withBases whether it was written last by a build that keeps bases in step with it. Another one may have
     *     dropped a copy meanwhile, and made it anew.
     */
    record Content(Set<Integer> shards, boolean withBases) {
        static final Content NOTHING = new Content(Set.of(), false);

        Content {
            shards = Collections.unmodifiableSet(new TreeSet<>(shards));
        }
    }

    /** What it says; nothing if it is missing, damaged or of another store, since to compare once more is harmless. */
    Content read() throws IOException {
        if (!disk.exists(path)) {
            return Content.NOTHING;
        }
        CheckedText.Read read;
        try (DiskFile file = disk.openToRead(path)) {
            read = FORM.read(CheckedText.bytesOf(file));
        }
        if (read.state() != CheckedText.State.WELL) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be read; the node compares its shards anew", path);
            return Content.NOTHING;
        }
        List<String> lines = new String(read.body(), UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HexFormat.of().toHexDigits(store))) {
            return Content.NOTHING;
        }
        String shards = lines.size() > 1 ? lines.get(1) : "";
        Set<Integer> named = Arrays.stream(shards.split(","))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        return new Content(named, lines.size() > 2 && lines.get(2).equals(MARK));
    }

    /** Puts other shards in the place of those that it names, durably. */
    void write(Set<Integer> shards) throws IOException {
        String body = HexFormat.of().toHexDigits(store)
                + '\n'
                + new TreeSet<>(shards).stream().map(String::valueOf).collect(Collectors.joining(","))
                + '\n'
                + MARK
                + '\n';
        SmallFile.replace(disk, path, FORM.of(body.getBytes(UTF_8)));
    }
}
