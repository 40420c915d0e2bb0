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
import io.stemedb.recorder.Database;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceRegistry;
import io.stemedb.source.SourceUpdate;
import io.stemedb.source.SourceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Registers sources and their weights, and tells about them. */
public class Sources {
    private final OpenDatabase live;
    private final LongSupplier wallMicros;

    protected Sources() { // for a proxy only
        this(null, null);
    }

    public Sources(OpenDatabase live, LongSupplier wallMicros) {
        this.live = live;
        this.wallMicros = wallMicros;
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

    /** Says something of a source; durable on return. */
    public synchronized Registered register(String id, SourceUpdate update) {
        Database database = live.database();
        SourceRegistry before = live.registry();
        Optional<SourceUpdate> current = before.current(id);
        if (current.filter(update::equals).isPresent()) { // a repeat is no news, and has no place in the history
            return new Registered(false, registered(id), live.positions().of(Set.of(PathHash.SYSTEM_SHARD)));
        }
        Assertion fact = SourceFacts.fact(
                id, update, before.nextVersion(id), database.identity().nodeId(), wallMicros.getAsLong());
        Recorded recorded = live.recording()
                .submit(List.of(new Append(fact, null, null)))
                .join()
                .get(0)
                .orThrow();
        return new Registered(current.isEmpty(), registered(id), live.tokenOf(recorded));
    }

    /** What was said is durable by now, whether or not its claims can be counted. */
    private SourceView registered(String id) {
        return SourceView.of(live.registry(), id, source -> {
            try {
                return live.database().store().countOfSource(source);
            } catch (StemeException unavailable) {
                return SourceView.UNCOUNTED;
            }
        });
    }

    /** A source, be it registered or not; refused while its claims cannot be counted. */
    public SourceView view(String id) {
        return SourceView.of(live.registry(), id, live.database().store()::countOfSource);
    }

    /**
     * Sources that are registered or made a claim, in order of their ids' bytes.
     *
     * @param after begin behind this id; the empty string for the first
     */
    public List<SourceView> list(String after, int limit) {
        TreeSet<String> ids = new TreeSet<>(Utf8Order::compare);
        // One more than asked for: the database's own source is among those that made claims, and is not shown.
        ids.addAll(live.database().store().sources(after, limit + 1));
        live.registry().ids().stream()
                .filter(id -> Utf8Order.compare(id, after) > 0)
                .forEach(ids::add);
        ids.remove(SourceFacts.SYSTEM_SOURCE);
        return ids.stream().limit(limit).map(this::view).toList();
    }
}
