package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Times;
import io.stemedb.json.JsonWriter;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.View;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SubtreeWalk;
import io.stemedb.source.SourceRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds slots where sources disagree, by walking over all of them. A page ends with its limit or when its work is done,
 * so it may have few results or none and still a next page. All pages show one moment. Safe to call from any thread.
 */
public final class Contradictions {
    /** How many slots a page looks at. */
    public static final int PAGE_SLOTS = 2_500;

    /** How many claims a page looks at. */
    public static final int PAGE_CLAIMS = 10_000;

    /** About how many bytes an answer has. */
    public static final long PAGE_BYTES = 4L << 20;

    /** Less than a tenth of a second, beside what it costs to begin a walk. */
    private static final Page.Work WORK = new Page.Work(PAGE_SLOTS, PAGE_CLAIMS, PAGE_BYTES);

    private final AssertionReader store;
    private final Supplier<SourceRegistry> registry;
    private final StableTime stable;
    private final LongSupplier clock;
    private final Page.Work work;

    /**
     * Makes the service.
     *
     * @param registry as for {@link QueryService}
     * @param clock microseconds since 1970
     */
    public Contradictions(
            AssertionReader store, Supplier<SourceRegistry> registry, StableTime stable, LongSupplier clock) {
        this(store, registry, stable, clock, WORK);
    }

    Contradictions(
            AssertionReader store,
            Supplier<SourceRegistry> registry,
            StableTime stable,
            LongSupplier clock,
            Page.Work work) {
        this.store = store;
        this.registry = registry;
        this.stable = stable;
        this.clock = clock;
        this.work = work;
    }

    /**
     * A page of them.
     *
     * @param nextCursor where the next page begins; null after the last
     * @param asOf nothing recorded later is on any of its pages; microseconds since 1970
     * @param basis what the page has seen
     */
    public record Answer(List<Contradiction> results, String nextCursor, long asOf, Basis basis) {
        /** Writes it as one JSON object. */
        public void write(JsonWriter out, String token, Coverage coverage) {
            out.beginObject().name("results").beginArray();
            results.forEach(one -> one.write(out));
            out.endArray().name("next_cursor").string(nextCursor);
            Times.write(out.name("as_of"), asOf);
            coverage.members(out);
            out.name("token").string(token).endObject();
        }
    }

    /** One page, in the order of slots, however large. */
    Answer page(ContradictionsRequest request) {
        return page(request, new AnswerBudget(Long.MAX_VALUE).share());
    }

    /**
     * One page, in the order of slots.
     *
     * @param share of the memory for large answers; the caller gives it back when the answer is gone
     */
    public Answer page(ContradictionsRequest request, AnswerBudget.Share share) {
        Cursor cursor = request.cursor() == null ? null : Cursor.read(request.cursor(), request.fingerprint());
        // The order matters: what the walk shows of a time is finished in the registry that is fetched after it.
        Horizon horizon = stable.horizon();
        long validAt = cursor == null ? clock.getAsLong() : cursor.validAt();
        Page<Contradiction> page = new Page<>(request.limit(), work, share);
        long asOf;
        try (SubtreeWalk walk = new SubtreeWalk(store, request.subtree(), cursor == null ? null : cursor.slot())) {
            asOf = cursor == null ? Math.max(horizon.latest(), walk.newest()) : cursor.asOf();
            SourceRegistry sources = registry.get();
            View view = new View(validAt, asOf, false, null);
            while (page.open() && walk.next()) {
                List<Recorded> records = walk.claims();
                Contradiction found = Contradiction.in(
                        walk.slot(),
                        Candidates.of(records, view),
                        source -> sources.authority(source, asOf),
                        request.singleSource());
                if (found != null && !page.add(found, found.bytes(), walk.slot(), null)) {
                    break;
                }
                page.done(walk.slot(), records.size());
            }
        }
        Basis basis = Basis.ofWalk(horizon.dots(), null);
        return new Answer(page.items(), page.next(asOf, validAt, request::fingerprint), asOf, basis);
    }
}
