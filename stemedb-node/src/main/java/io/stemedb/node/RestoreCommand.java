package io.stemedb.node;

import io.stemedb.backup.Until;
import io.stemedb.offline.BackupRun;
import io.stemedb.recorder.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code stemedb-node restore}. */
@Command(
        name = "restore",
        description = "Makes a data directory of a backup, and of what an archive has behind it.",
        sortOptions = false,
        footer = {
            "",
            "A restore that broke off goes on when it is repeated. The directory becomes a store of its own: give "
                    + "it an archive",
            "folder and a folder for backups of its own.",
            "Exit codes: 0 done, 1 failed, 2 wrong flags."
        })
final class RestoreCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            required = true,
            description = "a backup, or a folder of which the newest is taken")
    private Path from;

    @Option(names = "--to", paramLabel = "EMPTY", required = true, description = "an empty or new directory")
    private Path to;

    @Option(names = "--archive", paramLabel = "DIR", description = "the archive of the node's journal")
    private Optional<Path> archive;

    @Option(
            names = "--until",
            paramLabel = "TIME|LSN",
            description = "whole groups recorded by this time (RFC 3339) or before this position")
    private Optional<String> until;

    @SuppressWarnings("UnusedVariable") // picocli writes it, and acts on it itself
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and end")
    private boolean help;

    RestoreCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Optional<Until> end = until.isEmpty() ? Optional.of(new Until.End()) : Until.parse(until.get());
        if (end.isEmpty()) {
            err.println("stemedb-node: --until is neither a time such as 2026-07-14T23:44:10Z nor a position");
            return Main.FAULTY;
        }
        Path target = to.toAbsolutePath().normalize();
        if (isForeign(target)) {
            err.println("stemedb-node: " + target + " is not empty; name an empty or a new directory");
            return BackupRun.FAILED;
        }
        try (DataDirectory taken = DataDirectory.take(target)) {
            int code = new BackupRun(new SecureRandom(), out::println)
                    .restore(
                            from.toAbsolutePath().normalize(),
                            taken.path(),
                            archive.map(path -> path.toAbsolutePath().normalize())
                                    .orElse(null),
                            end.get());
            if (code != BackupRun.DONE) {
                taken.undo();
            }
            return code;
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return BackupRun.FAILED;
        }
    }

    /** Looked at before the lock is taken, which leaves a file: nothing is written into what is somebody else's. */
    private static boolean isForeign(Path target) {
        if (!Files.exists(target) || Files.exists(target.resolve(Identity.UNFINISHED_RESTORE))) {
            return false;
        }
        try (Stream<Path> there = Files.list(target)) {
            return there.map(file -> file.getFileName().toString())
                    .anyMatch(name -> !name.equals("node.lock") && !name.equals("node.pid"));
        } catch (IOException unreadable) {
            return true;
        }
    }
}
