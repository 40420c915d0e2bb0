package io.stemedb.recorder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets a test hear what became of each group of a large submission when it is known, as nothing else does. */
public final class Parts {
    private Parts() {}

    /** What goes into one group, and its outcomes. */
    public record Part(List<Append> appends, CompletableFuture<List<AppendOutcome>> outcomes) {}

    public static List<Part> submit(Database database, List<Append> appends) {
        return database.recorder().enqueue(appends, Duration.ZERO).stream()
                .map(submission -> new Part(submission.appends(), submission.outcomes()))
                .toList();
    }
}
