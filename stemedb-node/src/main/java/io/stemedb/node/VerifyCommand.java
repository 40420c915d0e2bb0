package io.stemedb.node;

import io.stemedb.offline.BackupRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code stemedb-node verify}. */
@Command(
        name = "verify",
        description = "Reads a backup whole, or all backups of a folder, and says what is damaged.",
        sortOptions = false,
        footer = {
            "",
            "Every byte is compared with the checks taken with it, and every id with the content it must follow from.",
            "Exit codes: 0 all is well, 1 something is damaged or cannot be read, 2 wrong flags."
        })
final class VerifyCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "DIR", description = "a backup, or the folder of several")
    private Path folder;

    @SuppressWarnings("UnusedVariable") // picocli writes it, and acts on it itself
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and end")
    private boolean help;

    VerifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        return new BackupRun(new SecureRandom(), out::println)
                .verify(folder.toAbsolutePath().normalize());
    }
}
