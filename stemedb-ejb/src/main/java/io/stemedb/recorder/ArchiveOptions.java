package io.stemedb.recorder;

import io.stemedb.archive.ArchiveRetention;
import java.nio.file.Path;

/**
 * How the journal is archived.
 *
 * @param folder is there already; best on another disk
 * @param retention how much of the archive is kept
 */
public record ArchiveOptions(Path folder, ArchiveRetention retention) {}
