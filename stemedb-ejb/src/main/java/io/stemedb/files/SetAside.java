package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The folder for files that nothing is answered from any more, kept for whoever wants to look: a name says when and
 * why.
 */
public final class SetAside {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Disk disk;
    private final Path folder;
    private final LongSupplier wallMicros;

    public SetAside(Disk disk, Path folder, LongSupplier wallMicros) {
        this.disk = disk;
        this.folder = folder;
        this.wallMicros = wallMicros;
    }

    /**
     * Moves a file here, durably; who has it open goes on reading it.
     *
     * @param why one word for its name
     * @return where it is now, or null if there was none
     */
    public Path take(Path file, String why) throws IOException {
        if (!disk.exists(file)) {
            return null;
        }
        Path target = free(file, why);
        disk.rename(file, target);
        disk.forceDirectory(folder); // the new name first: a crash between the two leaves both, never none
        disk.forceDirectory(file.getParent());
        return target;
    }

    /**
     * Gives a file a second name here, durably, while the first is still needed.
     *
     * @return false if there is none, or the file system gives no second names
     */
    public boolean keeps(Path file, String why) throws IOException {
        if (!disk.exists(file)) {
            return false;
        }
        Path target = free(file, why);
        try {
            disk.link(file, target);
        } catch (IOException noLinks) {
            return false;
        }
        disk.forceDirectory(folder);
        return true;
    }

    private Path free(Path file, String why) throws IOException {
        disk.createDirectories(folder);
        String time = TIME.format(Instant.ofEpochSecond(wallMicros.getAsLong() / 1_000_000));
        String name = file.getFileName() + "." + time + "." + why;
        Path target = folder.resolve(name);
        for (int next = 2; disk.exists(target); next++) {
            target = folder.resolve(name + "-" + next);
        }
        return target;
    }
}
