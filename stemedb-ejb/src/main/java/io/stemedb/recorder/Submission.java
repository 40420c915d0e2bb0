package io.stemedb.recorder;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends handed in together, and where their outcomes go, one for each in the same order. */
record Submission(List<Append> appends, CompletableFuture<List<AppendOutcome>> outcomes) {
    static Submission of(List<Append> appends) {
        return new Submission(List.copyOf(appends), new CompletableFuture<>());
    }
}
