package io.stemedb.node;

import io.stemedb.engine.OptionsOf;
import io.stemedb.offline.RepairRun;
import io.stemedb.recorder.DatabaseOptions;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stemedb-node repair}. */
@Command(
        name = "repair",
        description = "Says what is damaged in the data directory of a stopped node, and repairs it.",
        sortOptions = false,
        footer = {
            "",
            "Without --apply nothing is changed. Damaged files are kept in DIR/set-aside.",
            "Exit codes: 0 nothing is left to do, 1 failed, 2 wrong flags or configuration, "
                    + "3 something is left to do: without",
            "--apply a repair, with or without it --accept-loss."
        })
final class RepairCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--apply", description = "do what the plan says")
    private boolean apply;

    @Option(
            names = "--accept-loss",
            description = "let slots answer that an earlier repair could not save whole, with what is left of them")
    private boolean acceptLoss;

    @Mixin
    private final DirectoryFlags directory = new DirectoryFlags();

    RepairCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return directory.onStopped(err, (settings, place) -> {
            DatabaseOptions options = new OptionsOf(settings).stopped(place).database();
            return new RepairRun(options, RepairCommand::wallMicros, out::println).run(apply, acceptLoss);
        });
    }

    private static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
