package io.stemedb.intake;

import io.stemedb.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What sources claimed as far as this node's store holds it. */
public record StoredSources(Store store) implements SourceCounts {
    @Override
    public List<String> names(String after, int limit) {
        return store.sources().names(after, limit);
    }

    @Override
    public Map<String, Long> counts(Collection<String> sources) {
        Map<String, Long> counts = new TreeMap<>();
        sources.forEach(source -> counts.put(source, store.sources().count(source)));
        return counts;
    }
}
