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
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers questions. Safe to call from any thread.
 *
 * <p>Every answer names an {@code as_of} at which it can be had again. For one slot that is the greatest of the time
 * the past is finished through and the slot's own last record, so a claim just acknowledged is always in. A walk over
 * many slots is bounded by the finished past, since only there can a later page show the same moment as the first, and
 * by the latest claim that is shown, which is later only if the clock of another node is ahead.
 */
public final class QueryService {
    /**
     * Groups come in one piece, unlike everything else: more than this nobody reads, and a node cannot hold for many.
     */
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
     * @param registry the sources known now; whatever {@code store} shows of a time, the registry knows of that time
     *     too
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

    /** The commonest question, from what little it needs; null if the whole slot must be looked at. */
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
        if (state.large()) {
            long asOf = asOf(request, cursor, horizon.latest());
            if (isOrdered(request, asOf, horizon)) {
                return largeSlot(request, slot, cursor, asOf, horizon, share);
            }
            state = cache.wholly(slot);
        }
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

    /** Whether the order of a large slot's claims is all that is needed; what is not shown for good is not kept. */
    private static boolean isOrdered(QueryRequest request, long asOf, Horizon horizon) {
        return !request.explain()
                && (request.lens() == Lens.ALL || request.lens() == Lens.RECENCY)
                && asOf <= horizon.through();
    }

    private QueryAnswer largeSlot(
            QueryRequest request, Slot slot, Cursor cursor, long asOf, Horizon horizon, AnswerBudget.Share share) {
        long validAt = validAt(request, cursor);
        Page<QueryItem> page = new Page<>(request.limit(), work, share);
        if (cursor == null || (cursor.place() != null && cursor.slot().equals(slot))) {
            Place from = cursor == null ? null : cursor.place();
            addOrdered(page, slot, view(request, asOf, validAt), request.lens(), from);
        }
        return answer(page, request, asOf, validAt, Basis.ofWalk(horizon.dots(), slot.conceptPath()));
    }

    /**
     * Puts items of a large slot on the page, and reads no more of it than these; false once the page takes no more.
     */
    private boolean addOrdered(Page<QueryItem> page, Slot slot, View view, Lens lens, Place from) {
        SlotOrder order = cache.large().order(slot, view);
        int candidates = order.sizeAt(view.asOf());
        boolean contested = order.contestedAt(view.asOf());
        boolean more = true;
        int first = from == null ? 0 : order.indexAfter(from);
        for (int i = first; more && i < order.size(); i++) {
            if (order.recordedAt(i) > view.asOf()) {
                continue;
            }
            Recorded claim = store.at(slot.conceptPath(), slot.predicate(), order.recordedAt(i), order.dot(i))
                    .orElseThrow(() -> new IllegalStateException("a record of " + slot + " is gone"));
            QueryItem item = new QueryItem(lens, claim, candidates, contested, null);
            more = page.add(item, item.bytes(), slot, Place.of(claim));
            if (lens == Lens.RECENCY) {
                break;
            }
        }
        return more;
    }

    private QueryAnswer walk(QueryRequest request, Cursor cursor, AnswerBudget.Share share) {
        Horizon horizon = stable.horizon();
        long validAt = validAt(request, cursor);
        Page<QueryItem> page = new Page<>(request.limit(), work, share);
        boolean past = cursor != null
                && cursor.place() != null
                && cache.isLarge(cursor.slot())
                && isOrdered(request, cursor.asOf(), horizon);
        long asOf;
        try (SlotCursor slots = store.slots(range(request.path(), cursor, past))) {
            asOf = asOf(request, cursor, Math.max(horizon.latest(), slots.newest()));
            View view = view(request, asOf, validAt);
            SourceRegistry sources = registry.get();
            Horizon now = asOf > horizon.through() ? stable.horizon() : horizon;
            // Of what this node itself shows nothing may be behind what is finished here, whatever others have.
            View here = now.newest() <= now.through() && asOf > now.through()
                    ? view(request, now.through(), validAt)
                    : view;
            boolean ordered = isOrdered(request, here.asOf(), now);
            boolean more = true;
            if (past) {
                more = addOrdered(page, cursor.slot(), here, request.lens(), cursor.place());
                if (more) {
                    page.done(cursor.slot(), 0);
                }
            }
            while (more && page.open() && slots.next()) {
                more = visit(page, slots, request, view, sources, cursor, ordered ? here : null);
            }
        }
        QueryPath path = request.path();
        String onlyPath = path.reach() == QueryPath.Reach.EXACT ? path.path() : null;
        return answer(page, request, asOf, validAt, Basis.ofWalk(horizon.dots(), onlyPath));
    }

    private boolean visit(
            Page<QueryItem> page,
            SlotCursor slots,
            QueryRequest request,
            View view,
            SourceRegistry sources,
            Cursor cursor,
            View ordered) {
        Slot slot = new Slot(slots.conceptPath(), slots.predicate());
        if (request.predicate() != null && !request.predicate().equals(slot.predicate())) {
            page.done(slot, 0);
            return true;
        }
        Place from = cursor != null && slot.equals(cursor.slot()) ? cursor.place() : null;
        boolean more;
        if (ordered != null
                && cache.mayBeLarge(slot, slots.size())
                && cache.slot(slot).large()) {
            more = addOrdered(page, slot, ordered, request.lens(), from);
        } else {
            ResolvedSlot seen = ResolvedSlot.of(slots.claims(), view, request.lens(), sources);
            more = add(page, slot, seen, request.explain(), from);
        }
        if (more) {
            page.done(slot, slots.size());
        }
        return more;
    }

    private static SlotRange range(QueryPath path, Cursor cursor, boolean past) {
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
                cursor == null || (cursor.place() != null && !past),
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
