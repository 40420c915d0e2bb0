package io.stemedb.backup;

/**
 * One file of a backup.
 *
 * @param name below the backup's folder, as in {@code db/run-0000000001.mv}
 * @param bytes exact length
 * @param check CRC32C of all of it
 * @param copied false if it may share its bytes with the data directory (a hard link)
 */
public record BackedUpFile(String name, long bytes, int check, boolean copied) {
    boolean isSegment() {
        return name.startsWith(BackupLayout.WAL + "/");
    }

    boolean isRun() {
        return name.startsWith(BackupLayout.DB + "/run-") && name.endsWith(".mv");
    }
}
