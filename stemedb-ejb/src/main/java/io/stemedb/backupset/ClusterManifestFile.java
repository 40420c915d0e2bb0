package io.stemedb.backupset;

import io.stemedb.files.Disk;
import io.stemedb.files.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the manifest of a cluster beside the backups, and finds it there. What is there under its name is whole. */
public final class ClusterManifestFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NAME = "cluster-[0-9]{8}T[0-9]{6}Z\\.json";

    private ClusterManifestFile() {}

    public static Path write(Disk disk, Path folder, ClusterManifest manifest) throws IOException {
        disk.createDirectories(folder);
        String name = "cluster-" + TIME.format(Instant.ofEpochSecond(manifest.begun() / 1_000_000));
        Path path = folder.resolve(name + ".json");
        SmallFile.replace(disk, path, ClusterManifestJson.write(manifest));
        return path;
    }

    /** The manifests that a path means: itself, or those in it, newest first. None if it is something else. */
    public static List<Path> at(Disk disk, Path path) throws IOException {
        if (!disk.exists(path)) {
            return List.of();
        }
        if (path.getFileName() != null && path.getFileName().toString().endsWith(".json")) {
            return List.of(path); // it may have been given another name
        }
        List<Path> newestFirst = new ArrayList<>();
        for (String name : disk.list(path)) {
            if (name.matches(NAME)) {
                newestFirst.add(0, path.resolve(name));
            }
        }
        return newestFirst;
    }
}
