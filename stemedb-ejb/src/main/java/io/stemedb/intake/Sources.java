package io.stemedb.intake;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Utf8Order;
import io.stemedb.progress.Token;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceRegistry;
import io.stemedb.source.SourceUpdate;
import io.stemedb.source.SourceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Registers sources and their weights, and tells about them. */
public class Sources {
    private final OpenDatabase live;
    private final SourceCounts counts;
    private final LongSupplier wallMicros;
    private final Executor lookups;

    /** The last registration of each source that has one under way. */
    private final Map<String, CompletableFuture<Registered>> underWay = new HashMap<>();

    protected Sources() { // for a proxy only
        this(null, null, null, null);
    }

    /** A node without others. */
    public Sources(OpenDatabase live, LongSupplier wallMicros, Executor lookups) {
        this(live, new StoredSources(live.database().store()), wallMicros, lookups);
    }

    /** @param counts what sources claimed, here or anywhere */
    public Sources(OpenDatabase live, SourceCounts counts, LongSupplier wallMicros, Executor lookups) {
        this.live = live;
        this.counts = counts;
        this.wallMicros = wallMicros;
        this.lookups = lookups;
    }

    /** The registry as a store holds it. */
    static SourceRegistry load(AssertionReader reader) {
        List<Recorded> facts = new ArrayList<>();
        try (SlotCursor cursor = reader.slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, true))) {
            while (cursor.next()) {
                facts.addAll(cursor.claims());
            }
        }
        return SourceRegistry.of(facts);
    }

    /**
     * What a registration led to.
     *
     * @param created whether the source was not registered before
     */
    public record Registered(boolean created, SourceView view, Token token) {}

    /**
     * Says something of a source. The caller does not wait for the force: the future completes once what was said is
     * durable and visible, or with a {@link StemeException} if it is refused. Registrations of one source begin in the
     * order in which they came, each when the one before has ended, as each version follows from the one before.
     */
    public CompletableFuture<Registered> register(String id, SourceUpdate update) {
        return register(id, update, Ack.QUORUM);
    }

    /** The same, known to so many nodes. */
    public CompletableFuture<Registered> register(String id, SourceUpdate update, Ack ack) {
        CompletableFuture<Registered> registration;
        synchronized (underWay) {
            registration = underWay.getOrDefault(id, CompletableFuture.completedFuture(null))
                    .handle((registered, refused) -> null)
                    .thenCompose(before -> begin(id, update, ack));
            underWay.put(id, registration);
        }
        return registration.whenComplete((registered, refused) -> {
            synchronized (underWay) {
                underWay.remove(id, registration);
            }
        });
    }

    private CompletableFuture<Registered> begin(String id, SourceUpdate update, Ack ack) {
        SourceRegistry before = live.registry();
        Optional<SourceUpdate> current = before.current(id);
        if (current.filter(update::equals).isPresent()) { // a repeat is no news, and has no place in the history
            return CompletableFuture.supplyAsync(
                    () -> new Registered(false, registered(id), live.positions().of(Set.of(PathHash.SYSTEM_SHARD))),
                    lookups);
        }
        String node = live.database().identity().nodeId();
        Assertion fact = SourceFacts.fact(id, update, before.nextVersion(id), node, wallMicros.getAsLong());
        return live.recording()
                .submit(List.of(new Append(fact, null, null)), Recording.Terms.USUAL.with(ack))
                .thenApplyAsync(
                        outcomes -> {
                            Recorded recorded = outcomes.get(0).orThrow();
                            return new Registered(current.isEmpty(), registered(id), live.tokenOf(recorded));
                        },
                        lookups);
    }

    /** What was said is durable by now, whether or not its claims can be counted. */
    private SourceView registered(String id) {
        return SourceView.of(live.registry(), id, source -> {
            try {
                return count(source);
            } catch (StemeException unavailable) {
                return SourceView.UNCOUNTED;
            }
        });
    }

    /** A source, be it registered or not; refused while its claims cannot be counted. */
    public SourceView view(String id) {
        return SourceView.of(live.registry(), id, this::count);
    }

    private long count(String source) {
        return counts.counts(List.of(source)).get(source);
    }

    /**
     * Sources that are registered or made a claim, in order of their ids' bytes.
     *
     * @param after begin behind this id; the empty string for the first
     */
    public List<SourceView> list(String after, int limit) {
        TreeSet<String> ids = new TreeSet<>(Utf8Order::compare);
        // One more than asked for: the database's own source is among those that made claims, and is not shown.
        ids.addAll(counts.names(after, limit + 1));
        live.registry().ids().stream()
                .filter(id -> Utf8Order.compare(id, after) > 0)
                .forEach(ids::add);
        ids.remove(SourceFacts.SYSTEM_SOURCE);
        List<String> page = ids.stream().limit(limit).toList();
        Map<String, Long> counted = page.isEmpty() ? Map.of() : counts.counts(page); // at once: it may take a walk
        return page.stream()
                .map(id -> SourceView.of(live.registry(), id, counted::get))
                .toList();
    }
}
