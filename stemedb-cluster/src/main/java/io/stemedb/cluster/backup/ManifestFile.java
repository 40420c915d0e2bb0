package io.stemedb.cluster.backup;

import io.stemedb.files.Disk;
import io.stemedb.files.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts a manifest beside the backups. What is there under its name is whole. */
final class ManifestFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ManifestFile() {}

    static Path write(Disk disk, Path folder, ClusterManifest manifest) throws IOException {
        disk.createDirectories(folder);
        String name = "cluster-" + TIME.format(Instant.ofEpochSecond(manifest.begun() / 1_000_000));
        Path path = folder.resolve(name + ".json");
        SmallFile.replace(disk, path, manifest.json());
        return path;
    }
}
