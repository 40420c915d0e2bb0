package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.json.CanonicalJson;
import io.stemedb.lens.Links;
import io.stemedb.lens.View;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.AssertionReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what was said, withdrawn and superseded, in the order the database took it. Safe to call from any thread. */
public final class HistoryService {
    private static final Comparator<Recorded> ORDER = Comparator.comparing(Place::of, Place.BY_RECORDING);

    private static final int FRAME_BYTES = 700;

    private final AssertionReader store;
    private final SlotCache cache;
    private final StableTime stable;

    public HistoryService(AssertionReader store, SlotCache cache, StableTime stable) {
        this.store = store;
        this.cache = cache;
        this.stable = stable;
    }

    /** One page of a slot's history, however large. */
    HistoryAnswer history(HistoryRequest request) {
        return history(request, new AnswerBudget(Long.MAX_VALUE).share());
    }

    /**
     * One page of a slot's history.
     *
     * @param share of the memory for large answers; the caller gives it back when the answer is gone
     */
    public HistoryAnswer history(HistoryRequest request, AnswerBudget.Share share) {
        Cursor cursor = request.cursor() == null ? null : Cursor.read(request.cursor(), request.fingerprint());
        Horizon horizon = stable.horizon();
        SlotState state = cache.slot(request.slot());
        if (state.large()) {
            long asOf = cursor != null ? cursor.asOf() : horizon.latest();
            if (asOf <= horizon.through()) {
                return large(request, cursor, asOf, horizon, share);
            }
            state = cache.wholly(request.slot()); // what is not shown for good is not kept
        }
        long asOf = cursor != null ? cursor.asOf() : Math.max(horizon.through(), state.latestRecordedAt());
        List<Recorded> ordered = until(asOf, state.records());
        Links links = Links.of(ordered, asOf);
        Map<AssertionId, Recorded> byId = byId(ordered);
        Page<LinkedAssertion> page = new Page<>(request.limit(), Page.Work.DEFAULT, share);
        int index = cursor == null ? 0 : place(cursor).indexAfter(ordered, Place.BY_RECORDING);
        boolean more = true;
        while (more && index < ordered.size()) {
            Recorded recorded = ordered.get(index++);
            more = page.add(
                    LinkedAssertion.of(recorded, links, byId), bytes(recorded), request.slot(), Place.of(recorded));
        }
        Basis basis = new Basis(horizon.dots(), request.slot().conceptPath(), state.last());
        return new HistoryAnswer(page.items(), page.next(asOf, asOf, request::fingerprint), asOf, basis);
    }

    /** A page of a slot of which no more is read than the page shows. */
    private HistoryAnswer large(
            HistoryRequest request, Cursor cursor, long asOf, Horizon horizon, AnswerBudget.Share share) {
        Slot slot = request.slot();
        Links links = cache.large().links(slot, asOf).at(asOf);
        Page<LinkedAssertion> page = new Page<>(request.limit(), Page.Work.DEFAULT, share);
        Place from = cursor == null ? null : place(cursor);
        List<Recorded> together = new ArrayList<>(); // those of one time, which come by dot and are shown by id
        boolean[] open = {true};
        store.scan(
                slot.conceptPath(), slot.predicate(), from == null ? Long.MIN_VALUE : from.recordedAt(), recorded -> {
                    if (!together.isEmpty() && together.get(0).recordedAt() != recorded.recordedAt()) {
                        open[0] = add(page, together, from, links, asOf);
                        together.clear();
                    }
                    together.add(recorded);
                    return open[0] && recorded.recordedAt() <= asOf;
                });
        if (open[0]) {
            add(page, together, from, links, asOf);
        }
        Basis basis = Basis.ofWalk(horizon.dots(), slot.conceptPath());
        return new HistoryAnswer(page.items(), page.next(asOf, asOf, request::fingerprint), asOf, basis);
    }

    private boolean add(Page<LinkedAssertion> page, List<Recorded> together, Place from, Links links, long asOf) {
        together.sort(ORDER);
        for (Recorded recorded : together) {
            boolean behind = from == null || Place.BY_RECORDING.compare(from, Place.of(recorded)) < 0;
            if (behind && recorded.recordedAt() <= asOf) {
                LinkedAssertion linked = LinkedAssertion.of(recorded, links, target(recorded, asOf));
                if (!page.add(linked, bytes(recorded), Slot.of(recorded.assertion()), Place.of(recorded))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a retraction is about, if it is there. */
    private Map<AssertionId, Recorded> target(Recorded recorded, long asOf) {
        AssertionId id = recorded.assertion().target();
        return id == null
                ? Map.of()
                : store.find(id)
                        .filter(target -> target.recordedAt() <= asOf
                                && Slot.of(target.assertion()).equals(Slot.of(recorded.assertion())))
                        .map(target -> Map.of(id, target))
                        .orElse(Map.of());
    }

    private static Place place(Cursor cursor) {
        if (cursor.place() == null) {
            throw Cursor.bad("is not one of a history");
        }
        return cursor.place();
    }

    private static List<Recorded> until(long asOf, List<Recorded> records) {
        List<Recorded> ordered = new ArrayList<>(records.size());
        for (Recorded recorded : records) {
            if (recorded.recordedAt() <= asOf) {
                ordered.add(recorded);
            }
        }
        ordered.sort(ORDER);
        return ordered;
    }

    private static Map<AssertionId, Recorded> byId(List<Recorded> records) {
        Map<AssertionId, Recorded> byId = new HashMap<>();
        records.forEach(recorded -> byId.put(recorded.id(), recorded));
        return byId;
    }

    private static long bytes(Recorded recorded) {
        Assertion shown = recorded.assertion();
        return FRAME_BYTES
                + bytes(shown.value())
                + bytes(shown.metadata())
                + shown.conceptPath().length()
                + shown.predicate().length()
                + shown.source().length()
                + (shown.reason() == null ? 0 : shown.reason().length());
    }

    private static long bytes(CanonicalJson json) {
        return json == null ? 0 : json.utf8().length;
    }

    /**
     * An assertion that was asked for by its id.
     *
     * @param basis what the answer has seen
     */
    public record Found(LinkedAssertion linked, Basis basis) {}

    /** The assertion of an id, with what was done to it. */
    public Optional<Found> find(AssertionId id) {
        Horizon horizon = stable.horizon();
        return store.find(id).map(held -> found(held, horizon));
    }

    private Found found(Recorded held, Horizon horizon) {
        SlotState state = cache.slot(Slot.of(held.assertion()));
        if (state.large()) {
            return foundInLarge(held, horizon);
        }
        List<Recorded> slot = state.records();
        LinkedAssertion linked = LinkedAssertion.of(held, Links.of(slot, View.NO_BOUND), byId(slot));
        // The table shows a record a moment before the cache does.
        boolean ahead = state.latestRecordedAt() < held.recordedAt();
        String path = held.assertion().conceptPath();
        return new Found(linked, new Basis(horizon.dots(), path, ahead ? held.dot() : state.last()));
    }

    private Found foundInLarge(Recorded held, Horizon horizon) {
        Slot slot = Slot.of(held.assertion());
        Links links = cache.large().links(slot, horizon.through()).at(View.NO_BOUND);
        LinkedAssertion linked = LinkedAssertion.of(held, links, target(held, View.NO_BOUND));
        return new Found(linked, new Basis(horizon.dots(), slot.conceptPath(), held.dot()));
    }
}
