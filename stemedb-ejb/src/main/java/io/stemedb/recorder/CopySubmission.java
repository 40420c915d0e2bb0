package io.stemedb.recorder;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Copies that go into one group together, and where their outcomes go, one for each in the same order.
 *
 * @param weight bytes that they take in the journal at most
 */
record CopySubmission(List<Copy> copies, long weight, CompletableFuture<List<CopyOutcome>> outcomes) {
    /** Parts copies so that each part fits a group. */
    static List<CopySubmission> parts(List<Copy> copies, long groupBytes) {
        List<CopySubmission> parts = new ArrayList<>(1);
        int from = 0;
        long weight = 0;
        for (int at = 0; at < copies.size(); at++) {
            long next = copies.get(at).weight();
            if (at > from && weight + next > groupBytes) {
                parts.add(of(copies.subList(from, at), weight));
                from = at;
                weight = 0;
            }
            weight += next;
        }
        parts.add(of(copies.subList(from, copies.size()), weight));
        return parts;
    }

    private static CopySubmission of(List<Copy> copies, long weight) {
        return new CopySubmission(List.copyOf(copies), weight, new CompletableFuture<>());
    }

    /** None of it was stored. */
    void refuse(StemeException refusal) {
        CopyOutcome outcome = new CopyOutcome.Refused(refusal);
        outcomes.complete(copies.stream().map(copy -> outcome).toList());
    }

    /** What was written may or may not survive. */
    void leaveUnknown() {
        refuse(StemeException.of(Refusal.OUTCOME_UNKNOWN, "the copies could not be made durable for certain"));
    }

    /** The outcomes of all parts, once the last is known. */
    static CompletableFuture<List<CopyOutcome>> together(List<CopySubmission> parts) {
        if (parts.size() == 1) {
            return parts.get(0).outcomes();
        }
        return CompletableFuture.allOf(
                        parts.stream().map(CopySubmission::outcomes).toArray(CompletableFuture[]::new))
                .thenApply(done -> parts.stream()
                        .flatMap(part -> part.outcomes().join().stream())
                        .toList());
    }
}
