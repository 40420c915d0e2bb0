package io.stemedb.store;

import java.util.List;
import java.util.function.IntPredicate;

/** What sources claimed, as far as a store holds it. Refused, if any claims are lost. */
public final class SourceCounter {
    private final StoreReader reader;

    SourceCounter(StoreReader reader) {
        this.reader = reader;
    }

    /** Records of a source, each id counted once. */
    public long count(String source) {
        return count(source, shard -> true);
    }

    /** The same of some shards, system facts being in {@link io.stemedb.assertion.PathHash#SYSTEM_SHARD}. */
    public long count(String source, IntPredicate shards) {
        reader.lost().refuseCounts();
        return reader.reading(version -> SourceNames.count(version, source, shards));
    }

    /**
     * Sources that made a claim, in order of their UTF-8 bytes.
     *
     * @param after begin behind this one; the empty string for the first
     */
    public List<String> names(String after, int limit) {
        reader.lost().refuseCounts();
        return reader.reading(version -> SourceNames.after(version, after, limit));
    }
}
