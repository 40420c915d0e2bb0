package io.stemedb.recorder;

import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Appends that go into one group together, and where their outcomes go, one for each in the same order.
 *
 * @param weight bytes that they take in the journal at most
 */
record Submission(List<Append> appends, long weight, CompletableFuture<List<AppendOutcome>> outcomes) {

    /** Parts appends so that each part fits a group; what is too heavy for any stands alone. */
    static List<Submission> parts(List<Append> appends, long groupBytes) {
        List<Submission> parts = new ArrayList<>(1);
        int from = 0;
        long weight = 0;
        for (int at = 0; at < appends.size(); at++) {
            long next = appends.get(at).weight();
            if (at > from && weight + next > groupBytes) {
                parts.add(of(appends.subList(from, at), weight));
                from = at;
                weight = 0;
            }
            weight += next;
        }
        parts.add(of(appends.subList(from, appends.size()), weight));
        return parts;
    }

    private static Submission of(List<Append> appends, long weight) {
        return new Submission(List.copyOf(appends), weight, new CompletableFuture<>());
    }

    /** Bytes that all of them take in the journal at most. */
    static long weight(List<Submission> submissions) {
        long weight = 0;
        for (Submission submission : submissions) {
            weight += submission.weight();
        }
        return weight;
    }

    /** None of it was stored. */
    void refuse(StemeException refusal) {
        AppendOutcome outcome = new Refused(refusal);
        outcomes.complete(appends.stream().map(append -> outcome).toList());
    }

    /** What was written may or may not survive: only a restart can tell. */
    void leaveUnknown() {
        outcomes.complete(appends.stream().map(Submission::unknown).toList());
    }

    private static AppendOutcome unknown(Append append) {
        return new Refused(StemeException.of(
                        Refusal.OUTCOME_UNKNOWN,
                        "the write could not be made durable for certain; the node is read-only now")
                .about(append.assertion().id().toString())
                .hinting("ask for the id once the node was started again; repeating the write is safe"));
    }

    /** The outcomes of all parts, once the last is known. */
    static CompletableFuture<List<AppendOutcome>> together(List<Submission> parts) {
        if (parts.size() == 1) {
            return parts.get(0).outcomes();
        }
        return CompletableFuture.allOf(parts.stream().map(Submission::outcomes).toArray(CompletableFuture[]::new))
                .thenApply(done -> parts.stream()
                        .flatMap(part -> part.outcomes().join().stream())
                        .toList());
    }
}
