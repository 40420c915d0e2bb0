package io.stemedb.reading;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Utf8Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that readers and writers may use at once. */
public final class FakeReader implements AssertionReader {
    private static final Comparator<Recorded> ORDER =
            Comparator.comparingLong(Recorded::recordedAt).thenComparing(Recorded::dot);

    private final NavigableMap<Slot, List<Recorded>> slots = new ConcurrentSkipListMap<>();
    private final Map<AssertionId, Recorded> ids = new ConcurrentHashMap<>();

    private final AtomicInteger open = new AtomicInteger();

    /** Walks that nobody has closed. */
    public int openCursors() {
        return open.get();
    }

    /** Makes a record visible, at once and whole. */
    public void add(Recorded recorded) {
        if (ids.putIfAbsent(recorded.id(), recorded) == null) {
            slots.merge(Slot.of(recorded.assertion()), List.of(recorded), FakeReader::joined);
        }
    }

    private static List<Recorded> joined(List<Recorded> held, List<Recorded> more) {
        List<Recorded> all = new ArrayList<>(held);
        all.addAll(more);
        all.sort(ORDER);
        return Collections.unmodifiableList(all);
    }

    @Override
    public List<Recorded> slot(String conceptPath, String predicate) {
        return slots.getOrDefault(new Slot(conceptPath, predicate), List.of());
    }

    @Override
    public Optional<Recorded> find(AssertionId id) {
        return Optional.ofNullable(ids.get(id));
    }

    @Override
    public SlotCursor slots(SlotRange range) {
        NavigableMap<Slot, List<Recorded>> from = range.fromPath() == null
                ? slots
                : slots.tailMap(new Slot(range.fromPath(), range.fromPredicate()), range.fromIncluded());
        open.incrementAndGet();
        return new Walk(range, from.entrySet().iterator());
    }

    private static boolean within(SlotRange range, Slot slot) {
        String path = slot.conceptPath();
        boolean reached = switch (range.scope()) {
            case PATH -> path.equals(range.path());
            case BELOW -> path.startsWith(range.path() + "/");
            case ALL -> true;
        };
        return reached && path.startsWith(PathHash.SYSTEM_ROOT) == range.system();
    }

    private final class Walk implements SlotCursor {
        private final SlotRange range;
        private final Iterator<Map.Entry<Slot, List<Recorded>>> rest;
        private String least = "";
        private Map.Entry<Slot, List<Recorded>> current;
        private List<Recorded> records = List.of();

        Walk(SlotRange range, Iterator<Map.Entry<Slot, List<Recorded>>> rest) {
            this.range = range;
            this.rest = rest;
        }

        @Override
        public boolean next() {
            while (rest.hasNext()) {
                current = rest.next();
                records = current.getValue().stream()
                        .filter(recorded -> recorded.recordedAt() <= range.until())
                        .toList();
                boolean reached =
                        !records.isEmpty() && Utf8Order.compare(current.getKey().conceptPath(), least) >= 0;
                if (reached && within(range, current.getKey())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void skipTo(String path) {
            least = path;
        }

        @Override
        public int size() {
            return records.size();
        }

        @Override
        public String conceptPath() {
            return current.getKey().conceptPath();
        }

        @Override
        public String predicate() {
            return current.getKey().predicate();
        }

        @Override
        public List<Recorded> claims() {
            return records;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
