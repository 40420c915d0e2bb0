package io.stemedb.query;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.QueryPath;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.lens.Lens;
import io.stemedb.lens.View;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers questions. Safe to call from any thread.
 *
 * <p>Every answer names an {@code as_of} at which it can be had again. For one slot that is the greatest of the time the past
 * is finished through and the slot's own last record, so a claim just acknowledged is always in. A walk over many slots is
 * bounded by the finished past alone, since only there can a later page show the same moment as the first.
 */
public final class QueryService {
    /** Groups come in one piece, unlike everything else: more than this nobody reads, and a node cannot hold for many. */
    private static final long LONGEST_EXPLANATION = 16L << 20;

    private final AssertionReader store;
    private final SlotCache cache;
    private final Supplier<SourceRegistry> registry;
    private final StableTime stable;
    private final LongSupplier clock;
    private final Page.Work work;

    /**
     * Makes the service.
     *
     * @param registry the sources known now; whatever {@code store} shows of a time, the registry knows of that time too
     * @param clock microseconds since 1970, for questions that do not say when claims must hold
     */
    public QueryService(
            AssertionReader store,
            SlotCache cache,
            Supplier<SourceRegistry> registry,
            StableTime stable,
            LongSupplier clock) {
        this(store, cache, registry, stable, clock, Page.Work.DEFAULT);
    }

    QueryService(
            AssertionReader store,
            SlotCache cache,
            Supplier<SourceRegistry> registry,
            StableTime stable,
            LongSupplier clock,
            Page.Work work) {
        this.store = store;
        this.cache = cache;
        this.registry = registry;
        this.stable = stable;
        this.clock = clock;
        this.work = work;
    }

    /** Answers one question, or one page of it, however large. */
    QueryAnswer answer(QueryRequest request) {
        return answer(request, new AnswerBudget(Long.MAX_VALUE).share());
    }

    /**
     * Answers one question, or one page of it.
     *
     * @param share of the memory for large answers; the caller gives it back when the answer is gone
     */
    public QueryAnswer answer(QueryRequest request, AnswerBudget.Share share) {
        Cursor cursor = request.cursor() == null ? null : Cursor.read(request.cursor(), request.fingerprint());
        Slot slot = request.oneSlot();
        if (slot == null) {
            return walk(request, cursor, share);
        }
        QueryAnswer newest = request.plain() && request.lens() == Lens.RECENCY && !request.explain()
                ? newest(request, slot, share)
                : null;
        return newest != null ? newest : oneSlot(request, slot, cursor, share);
    }

    /** The commonest question, from what little it needs; null where the whole slot must be looked at. */
    private QueryAnswer newest(QueryRequest request, Slot slot, AnswerBudget.Share share) {
        Horizon horizon = stable.horizon();
        SlotHead head = cache.head(slot);
        if (head == null) {
            return null;
        }
        Page<QueryItem> page = new Page<>(request.limit(), work, share);
        QueryItem item = new QueryItem(Lens.RECENCY, head.newest(), head.candidates(), head.contested(), null);
        page.add(item, item.bytes(), slot, Place.of(item.claim()));
        long asOf = Math.max(horizon.through(), head.latest());
        return answer(
                page, request, asOf, clock.getAsLong(), new Basis(horizon.dots(), slot.conceptPath(), head.last()));
    }

    private QueryAnswer oneSlot(QueryRequest request, Slot slot, Cursor cursor, AnswerBudget.Share share) {
        // The order matters: what the slot shows of a time is finished in the registry that is fetched after it.
        Horizon horizon = stable.horizon();
        SlotState state = cache.slot(slot);
        SourceRegistry sources = registry.get();
        long asOf = asOf(request, cursor, Math.max(horizon.through(), state.latestRecordedAt()));
        long validAt = validAt(request, cursor);
        ResolvedSlot seen = request.plain()
                ? ResolvedSlot.plainly(state.at(validAt), request.lens(), sources, asOf)
                : ResolvedSlot.of(state.records(), view(request, asOf, validAt), request.lens(), sources);
        Page<QueryItem> page = new Page<>(request.limit(), work, share);
        if (cursor == null || (cursor.place() != null && cursor.slot().equals(slot))) {
            add(page, slot, seen, request.explain(), cursor == null ? null : cursor.place());
        }
        return answer(page, request, asOf, validAt, new Basis(horizon.dots(), slot.conceptPath(), state.last()));
    }

    private QueryAnswer walk(QueryRequest request, Cursor cursor, AnswerBudget.Share share) {
        Horizon horizon = stable.horizon();
        long asOf = asOf(request, cursor, horizon.through());
        long validAt = validAt(request, cursor);
        SourceRegistry sources = registry.get();
        Page<QueryItem> page = new Page<>(request.limit(), work, share);
        View view = view(request, asOf, validAt);
        try (SlotCursor slots = store.slots(range(request.path(), cursor))) {
            boolean more = true;
            while (more && page.open() && slots.next()) {
                more = visit(page, slots, request, view, sources, cursor);
            }
        }
        QueryPath path = request.path();
        String onlyPath = path.reach() == QueryPath.Reach.EXACT ? path.path() : null;
        return answer(page, request, asOf, validAt, Basis.ofWalk(horizon.dots(), onlyPath));
    }

    private static boolean visit(
            Page<QueryItem> page,
            SlotCursor slots,
            QueryRequest request,
            View view,
            SourceRegistry sources,
            Cursor cursor) {
        Slot slot = new Slot(slots.conceptPath(), slots.predicate());
        if (request.predicate() != null && !request.predicate().equals(slot.predicate())) {
            page.done(slot, 0);
            return true;
        }
        List<Recorded> records = slots.claims();
        ResolvedSlot seen = ResolvedSlot.of(records, view, request.lens(), sources);
        Place from = cursor != null && slot.equals(cursor.slot()) ? cursor.place() : null;
        boolean more = add(page, slot, seen, request.explain(), from);
        if (more) {
            page.done(slot, records.size());
        }
        return more;
    }

    private static SlotRange range(QueryPath path, Cursor cursor) {
        SlotRange.Scope scope = switch (path.reach()) {
            case EXACT -> SlotRange.Scope.PATH;
            case BELOW -> SlotRange.Scope.BELOW;
            case ALL -> SlotRange.Scope.ALL;
        };
        Slot from = cursor == null ? null : cursor.slot();
        return new SlotRange(
                scope,
                path.path(),
                from == null ? null : from.conceptPath(),
                from == null ? null : from.predicate(),
                cursor == null || cursor.place() != null,
                (path.path() + "/").startsWith(PathHash.SYSTEM_ROOT));
    }

    private static long asOf(QueryRequest request, Cursor cursor, long finished) {
        if (cursor != null) {
            return cursor.asOf();
        }
        // A bound in the future would let later pages see claims that the first one could not.
        return request.asOf() == QueryRequest.NOT_GIVEN ? finished : Math.min(request.asOf(), finished);
    }

    private long validAt(QueryRequest request, Cursor cursor) {
        if (cursor != null) {
            return cursor.validAt();
        }
        return request.validAt() == QueryRequest.NOT_GIVEN ? clock.getAsLong() : request.validAt();
    }

    private static View view(QueryRequest request, long asOf, long validAt) {
        return new View(validAt, asOf, request.includeRetracted(), request.source());
    }

    /** Puts a slot's items on the page, those behind a place if there is one; false once the page takes no more. */
    private static boolean add(Page<QueryItem> page, Slot slot, ResolvedSlot seen, boolean explain, Place from) {
        int first = from == null ? 0 : from.indexAfter(seen.resolution().chosen(), Place.NEWEST_FIRST);
        for (int i = first; i < seen.size(); i++) {
            QueryItem item = seen.item(i, explain);
            if (explain && item.bytes() > LONGEST_EXPLANATION) {
                throw StemeException.tooLarge(
                                "/explain",
                                "the groups of this slot would take " + (item.bytes() >> 20) + " MiB",
                                LONGEST_EXPLANATION)
                        .hinting("ask with the lens all, which comes in pages");
            }
            if (!page.add(item, item.bytes(), slot, Place.of(item.claim()))) {
                return false;
            }
        }
        return true;
    }

    private static QueryAnswer answer(
            Page<QueryItem> page, QueryRequest request, long asOf, long validAt, Basis basis) {
        String next = page.next(asOf, validAt, request::fingerprint);
        return new QueryAnswer(page.items(), next, asOf, validAt, true, basis);
    }
}
