package io.stemedb.recorder;

import io.stemedb.files.Disk;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Everything a database takes from the world around it, so that a test can be that world.
 *
 * @param wallMicros the machine's clock, microseconds since 1970; may jump and go back
 * @param flusher writes tables, one at a time
 * @param merger merges runs, one at a time
 * @param healer rebuilds damaged runs, one at a time
 * @param housekeeper makes journal segments ready and retires old ones
 * @param archiver copies journal segments into the archive, one at a time; an archive that hangs holds up nothing else
 * @param answers tells what became of appends, a group at a time; its work must not wait for anything
 */
public record Surroundings(
        Disk disk,
        LongSupplier wallMicros,
        RandomGenerator random,
        Executor flusher,
        Executor merger,
        Executor healer,
        Executor housekeeper,
        Executor archiver,
        Executor answers) {}
