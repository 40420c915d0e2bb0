package io.stemedb.node;

import io.stemedb.offline.VerifyRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code stemedb-node verify}. */
@Command(
        name = "verify",
        description = "Reads a backup of a node or of a cluster whole, or all backups of a folder, "
                + "and says what is damaged.",
        sortOptions = false,
        footer = {
            "",
            "Every byte is compared with the checks taken with it, and every id with the content it must follow from.",
            "The backup of a cluster is the folder with its manifests, cluster-TIME.json. The folders of all nodes "
                    + "must be beside",
            "them, each under the node's id: copy them there first. The last line is a verdict and says what to do "
                    + "next.",
            "Exit codes: 0 all is well, 1 something is damaged, missing or not complete, 2 wrong flags."
        })
final class VerifyCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "DIR", description = "a backup, the folder of several, or the manifest of a cluster")
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
        return new VerifyRun(out::println).verify(folder.toAbsolutePath().normalize());
    }
}
