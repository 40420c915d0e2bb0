package io.stemedb.source;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Utf8Order;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All registered sources at one moment. Immutable: whoever holds one sees the same weights for as long as he holds it,
 * and every change makes another object. Facts may come in any order and more than once.
 */
public final class SourceRegistry {
    /** Nobody is registered. */
    public static final SourceRegistry EMPTY = new SourceRegistry(Map.of(), Long.MIN_VALUE, false);

    /**
     * Facts are lost and nobody has accepted that: whatever asks for a weight is refused, so that no answer rests on
     * the wrong one. More facts do not change that.
     */
    public static final SourceRegistry LOST = new SourceRegistry(Map.of(), Long.MIN_VALUE, true);

    /** Reads weights as they are now. */
    public static final long NOW = Long.MAX_VALUE;

    private final Map<String, SourceHistory> sources;
    private final long latestRecordedAt;

    private final boolean lost;

    private SourceRegistry(Map<String, SourceHistory> sources, long latestRecordedAt, boolean lost) {
        this.sources = sources;
        this.latestRecordedAt = latestRecordedAt;
        this.lost = lost;
    }

    /** The registry of some facts; records that are no registrations are passed over. */
    public static SourceRegistry of(Iterable<Recorded> facts) {
        Map<String, SourceHistory> sources = new HashMap<>();
        long latest = EMPTY.latestRecordedAt;
        for (Recorded recorded : facts) {
            Optional<Registration> fact = SourceFacts.read(recorded);
            if (fact.isPresent()) {
                sources.merge(
                        fact.get().source(),
                        SourceHistory.EMPTY.with(fact.get()),
                        (known, one) -> known.with(fact.get()));
                latest = Math.max(latest, recorded.recordedAt());
            }
        }
        return new SourceRegistry(sources, latest, false);
    }

    /** The registry with one fact more; this very object if the fact changes nothing. */
    public SourceRegistry with(Recorded recorded) {
        Registration fact = SourceFacts.read(recorded).orElse(null);
        if (fact == null || lost) {
            return this;
        }
        SourceHistory known = history(fact.source());
        SourceHistory more = known.with(fact);
        if (more == known) {
            return this;
        }
        Map<String, SourceHistory> changed = new HashMap<>(sources);
        changed.put(fact.source(), more);
        return new SourceRegistry(changed, Math.max(latestRecordedAt, recorded.recordedAt()), false);
    }

    private Map<String, SourceHistory> known() {
        if (lost) {
            throw StemeException.of(Refusal.SHARD_UNAVAILABLE, "weights of sources were lost with a damaged file")
                    .hinting("an operator can stop the node and accept the loss: stemedb-node repair --accept-loss");
        }
        return sources;
    }

    private SourceHistory history(String source) {
        return known().getOrDefault(source, SourceHistory.EMPTY);
    }

    /**
     * The authority of a source in millionths as it stood at a time, or {@link #NOW}; 0.5 if it was not registered.
     */
    public int authority(String source, long asOf) {
        SourceHistory history = known().get(source);
        return history == null ? SourceHistory.DEFAULT_AUTHORITY : history.authority(asOf);
    }

    /** What is said of a source now; empty if it is not registered. */
    public Optional<SourceUpdate> current(String source) {
        return Optional.ofNullable(history(source).at(NOW)).map(Registration::update);
    }

    /** Every weight a source was given, in the order of recording. */
    public List<Weight> weights(String source) {
        return history(source).byTime().stream()
                .map(fact -> new Weight(fact.update().authority(), fact.recordedAt()))
                .toList();
    }

    /** The version that the next update of a source carries. */
    public long nextVersion(String source) {
        return history(source).highestVersion() + 1;
    }

    /** The registered sources, in order of their UTF-8 bytes. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>(known().keySet());
        ids.sort(Utf8Order::compare);
        return ids;
    }

    /** When the last of these facts was recorded; from then on the weights are what they are {@link #NOW}. */
    public long latestRecordedAt() {
        return latestRecordedAt;
    }

    /**
     * A weight that a source was given.
     *
     * @param authority in millionths
     * @param recordedAt microseconds since 1970
     */
    public record Weight(int authority, long recordedAt) {}
}
