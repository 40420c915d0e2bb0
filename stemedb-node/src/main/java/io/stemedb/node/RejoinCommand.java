package io.stemedb.node;

import io.stemedb.offline.RejoinRun;
import io.stemedb.settings.Key;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stemedb-node rejoin}. */
@Command(
        name = "rejoin",
        description = "Gives the data directory of a stopped node that was removed from its cluster another node id.",
        sortOptions = false,
        footer = {
            "",
            "All claims stay. A node that was removed never joins again under its old id; under the new one it does.",
            "Exit codes: 0 done, 1 failed, 2 wrong flags or configuration."
        })
final class RejoinCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private final DirectoryFlags directory = new DirectoryFlags();

    private String named;

    RejoinCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Option(
            names = "--node-id",
            paramLabel = "ID",
            description = "the new id (the configured one; a random one if that is the old one, or there is none)")
    void nodeId(String text) {
        named = text;
        directory.given(Key.NODE_ID, text, "--node-id");
    }

    @Override
    public Integer call() {
        return directory.onStopped(
                err,
                (settings, place) -> new RejoinRun(place, new SecureRandom(), out::println).run(named, configured()));
    }

    private Optional<RejoinRun.Configured> configured() {
        return directory.configured(Key.NODE_ID).map(given -> new RejoinRun.Configured(given.text(), given.origin()));
    }
}
