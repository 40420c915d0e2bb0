package io.stemedb.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The folder that the backups of one store are in, each in a folder of its own that is named for when it was begun. */
final class BackupFolder {
    private static final String MARKER = "stemedb-backups";
    private static final String NAME = "[0-9]{8}T[0-9]{6}Z(-[0-9]+)?";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Disk disk;
    private final Path folder;

    BackupFolder(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Makes it if it is missing or empty.
     *
     * @throws IOException if it holds something else, or backups of another store
     */
    void take(long store) throws IOException {
        String mark = "StemeDB backups of store " + String.format(Locale.ROOT, "%016x", store) + "\n";
        Path marker = folder.resolve(MARKER);
        disk.createDirectories(folder);
        if (!disk.exists(marker)) {
            boolean empty = disk.list(folder).stream().allMatch(name -> name.startsWith(MARKER))
                    && disk.folders(folder).isEmpty();
            if (!empty) {
                throw new IOException(folder + " is not empty and holds no backups; choose an empty folder");
            }
            WholeFiles.write(disk, marker, mark.getBytes(UTF_8));
        }
        if (!mark.equals(text(marker))) {
            throw new IOException(folder + " holds backups of another store than this one, "
                    + String.format(Locale.ROOT, "%016x", store) + "; give each store a folder of its own");
        }
    }

    private String text(Path file) throws IOException {
        try (DiskFile open = disk.openToRead(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(200, open.size()));
            open.read(bytes, 0);
            return new String(bytes.array(), UTF_8);
        }
    }

    /** The folder to take the next backup in: one that was begun and not finished, or a new one. */
    Path next(long micros) throws IOException {
        for (Path backup : all()) {
            if (!isFinished(backup)) {
                return backup;
            }
        }
        String name = TIME.format(Instant.ofEpochSecond(micros / 1_000_000));
        Path backup = folder.resolve(name);
        for (int next = 2; disk.exists(backup); next++) {
            backup = folder.resolve(name + "-" + next);
        }
        disk.createDirectories(backup);
        disk.forceDirectory(folder);
        return backup;
    }

    private boolean isFinished(Path backup) {
        return disk.exists(backup.resolve(BackupLayout.MANIFEST));
    }

    /** Those that count, newest first; what they hold was not looked at. */
    List<Path> finished() throws IOException {
        return all().stream().filter(this::isFinished).toList();
    }

    /** Newest name first. */
    private List<Path> all() throws IOException {
        try {
            List<Path> all = new ArrayList<>();
            for (String name : disk.folders(folder)) {
                if (name.matches(NAME)) {
                    all.add(0, folder.resolve(name));
                }
            }
            return all;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + folder, e);
        }
    }

    /**
     * The backups that a path means: itself, or those in it, newest first.
     *
     * @throws IOException if there is none
     */
    static List<Path> backupsAt(Disk disk, Path path) throws IOException {
        if (disk.exists(path.resolve(BackupLayout.MANIFEST))) {
            return List.of(path);
        }
        List<Path> finished = new BackupFolder(disk, path).finished();
        if (finished.isEmpty()) {
            throw new IOException(path + " neither is nor holds a finished backup");
        }
        return finished;
    }

    /**
     * The backup that a path means: itself, or the one in it that goes furthest, whatever the clock said when it was
     * taken.
     *
     * @throws IOException if there is none, or the newest by its name cannot be told from others
     */
    static Path newestAt(Disk disk, Path path) throws IOException {
        List<Path> all = backupsAt(disk, path);
        Path newest = all.get(0);
        long furthest = BackupManifestFile.read(disk, newest).lsn();
        for (Path other : all.subList(1, all.size())) {
            long lsn = lsnOf(disk, other);
            if (lsn > furthest) {
                newest = other;
                furthest = lsn;
            }
        }
        return newest;
    }

    private static long lsnOf(Disk disk, Path backup) {
        try {
            return BackupManifestFile.read(disk, backup).lsn();
        } catch (IOException damaged) {
            return -1; // one that is newer by its name can be read
        }
    }
}
