package io.stemedb.store;

/**
 * The two files of a run.
 *
 * @param bytes exact length of the run file
 * @param sideBytes exact length of the side file
 * @param sideCheck CRC32C of the side file, which has the check of every block of the run file: two runs that agree in
 *     these are the same
 */
public record RunName(long number, String file, String side, long bytes, long sideBytes, int sideCheck) {
    static RunName of(RunEntry entry) {
        return new RunName(
                entry.number(),
                entry.fileName(),
                entry.sideName(),
                entry.fileBytes(),
                entry.sideBytes(),
                entry.sideCheck());
    }
}
