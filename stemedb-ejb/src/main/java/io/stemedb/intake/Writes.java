package io.stemedb.intake;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Nonces;
import io.stemedb.assertion.Recorded;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Takes claims and retractions, completes them, and answers once they are durable. */
public final class Writes {
    /** A disk that takes nothing for so long will not soon. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OpenDatabase live;
    private final LongSupplier wallMicros;
    private final RandomGenerator random;
    private final Executor lookups;

    public Writes(OpenDatabase live, LongSupplier wallMicros, RandomGenerator random, Executor lookups) {
        this.live = live;
        this.wallMicros = wallMicros;
        this.random = random;
        this.lookups = lookups;
    }

    /**
     * Who writes, and under which key.
     *
     * @param name the name of the caller's token; the empty string while there are none
     * @param idempotencyKey what makes a repeat known for one, or null
     * @param ack how many nodes must have what he writes
     */
    public record Caller(String name, String idempotencyKey, Ack ack) {
        /** One who asks for a quorum. */
        public Caller(String name, String idempotencyKey) {
            this(name, idempotencyKey, Ack.QUORUM);
        }
    }

    /**
     * Writes one claim or retraction line. The caller does not wait, neither for the disk to read nor for the force:
     * the future completes once the claim is durable and visible, or with a {@link StemeException} if it is refused. It
     * completes on a thread that all writers share, so what is done then must not wait for anything.
     */
    public CompletableFuture<Written> write(Claim claim, Caller caller) {
        return write(claim, caller, id -> {});
    }

    /**
     * Writes one claim or retraction line as {@link #write(Claim, Caller)} does.
     *
     * @param named told, before this returns, by which id the claim is found if its answer never comes
     */
    public CompletableFuture<Written> write(Claim claim, Caller caller, Consumer<AssertionId> named) {
        Append append = append(claim, caller);
        named.accept(append.assertion().id());
        if (claim.supersedes() == null && claim.target() == null) {
            return record(append, caller.ack());
        }
        return CompletableFuture.runAsync(() -> checkLinks(claim), lookups)
                .thenCompose(checked -> record(append, caller.ack()));
    }

    private CompletableFuture<Written> record(Append append, Ack ack) {
        return live.recording()
                .submit(List.of(append), Recording.Terms.USUAL.with(ack))
                .thenCompose(outcomes -> written(outcomes.get(0)));
    }

    private CompletableFuture<Written> written(AppendOutcome outcome) {
        return outcome.fold(
                recorded ->
                        CompletableFuture.completedFuture(new Written(recorded, false, null, live.tokenOf(recorded))),
                held -> CompletableFuture.supplyAsync(() -> repeated(held), lookups),
                CompletableFuture::failedFuture);
    }

    private Written repeated(Recorded held) {
        AssertionId retraction = retractedBy(held);
        // The answer may rest on a retraction that is younger than the claim, so its token covers the whole shard.
        Touched touched = new Touched();
        touched.add(live.shardOf(held), held.dot());
        return new Written(held, true, retraction, touched.token(live.positions()));
    }

    /**
     * What a retraction led to.
     *
     * @param applied whether lenses leave the target out from now on: only if its own source retracts it
     */
    public record Retracted(Written written, boolean applied) {}

    /** Withdraws an assertion on behalf of a source, as {@link #write} writes. */
    public CompletableFuture<Retracted> retract(AssertionId target, String source, String reason, Caller caller) {
        return CompletableFuture.supplyAsync(() -> retractable(target), lookups)
                .thenCompose(withdrawn -> record(
                                append(Claim.retraction(withdrawn, source, reason), caller), caller.ack())
                        .thenApply(written -> new Retracted(
                                written, written.recorded().assertion().source().equals(withdrawn.source()))));
    }

    private Assertion retractable(AssertionId target) {
        Assertion withdrawn = live.reader()
                .find(target)
                .map(Recorded::assertion)
                .orElseThrow(() -> StemeException.of(Refusal.UNKNOWN_ASSERTION, "no assertion has this id")
                        .at("/target")
                        .about(target.toString()));
        if (withdrawn.kind() == Kind.RETRACTION) {
            throw notRetractable();
        }
        return withdrawn;
    }

    Append append(Claim claim, Caller caller) {
        String key = caller.idempotencyKey();
        Assertion assertion = Completion.complete(
                claim,
                claim.assertedAt() == Assertion.UNBOUNDED ? wallMicros.getAsLong() : claim.assertedAt(),
                () -> key == null ? Nonces.random(random) : Nonces.derived(caller.name(), key));
        byte[] hash = key == null ? null : Nonces.idempotency(caller.name(), key, claim.conceptPath());
        return new Append(assertion, hash, null);
    }

    /** Hands in part of something long, which waits while the disk does not keep up rather than break off. */
    CompletableFuture<List<AppendOutcome>> submitPart(List<Append> appends, Ack ack) {
        return live.recording().submit(appends, new Recording.Terms(ack, PATIENCE));
    }

    /** A link to something that is known to be the wrong thing is a slip; one to something unknown may come early. */
    void checkLinks(Claim claim) {
        if (claim.supersedes() != null) {
            live.reader().find(claim.supersedes()).ifPresent(older -> checkSuperseded(claim, older.assertion()));
        }
        if (claim.target() != null) {
            live.reader().find(claim.target()).ifPresent(target -> checkTarget(claim, target.assertion()));
        }
    }

    private static void checkTarget(Claim retraction, Assertion target) {
        if (target.kind() == Kind.RETRACTION) {
            throw notRetractable();
        }
        if (!target.conceptPath().equals(retraction.conceptPath())
                || !target.predicate().equals(retraction.predicate())) {
            throw StemeException.malformed("/target", "a retraction stands in the slot of its target");
        }
    }

    private static StemeException notRetractable() {
        return StemeException.malformed("/target", "a retraction cannot be retracted; assert the claim again instead");
    }

    private static void checkSuperseded(Claim claim, Assertion older) {
        String source = claim.source() == null ? Assertion.ANONYMOUS : claim.source();
        if (older.kind() != Kind.ASSERTION
                || !older.conceptPath().equals(claim.conceptPath())
                || !older.predicate().equals(claim.predicate())
                || !older.source().equals(source)) {
            throw StemeException.malformed(
                    "/supersedes", "a claim supersedes only an older claim of its own source in its own slot");
        }
    }

    /** The earliest retraction that applies to an assertion, or null. */
    private AssertionId retractedBy(Recorded held) {
        Assertion assertion = held.assertion();
        AssertionId[] first = {null};
        live.reader().scan(assertion.conceptPath(), assertion.predicate(), Long.MIN_VALUE, record -> {
            if (held.id().equals(record.assertion().target())
                    && record.assertion().source().equals(assertion.source())) {
                first[0] = record.id();
            }
            return first[0] == null;
        });
        return first[0];
    }
}
