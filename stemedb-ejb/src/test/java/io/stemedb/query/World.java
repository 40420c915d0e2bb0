package io.stemedb.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.FakeReader;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceRegistry;
import io.stemedb.source.SourceUpdate;

/** A database without disk or wire, that does what the recorder does with each record, in its order. */
final class World {
    final FakeReader store = new FakeReader();
    final SlotCache cache;
    final QueryService queries;
    final HistoryService histories;
    volatile SourceRegistry registry = SourceRegistry.EMPTY;
    volatile long stable;
    volatile long wall;

    World() {
        this(Page.Work.DEFAULT, SlotCache.DEFAULT_BYTES);
    }

    World(Page.Work work, long cacheBytes) {
        this(work, cacheBytes, Long.MAX_VALUE);
    }

    /** @param mostBytes a slot that takes more counts as large */
    World(Page.Work work, long cacheBytes, long mostBytes) {
        cache = new SlotCache(store, cacheBytes, mostBytes);
        queries = new QueryService(store, cache, () -> registry, () -> Horizon.at(stable), () -> wall, work);
        histories = new HistoryService(store, cache, () -> Horizon.at(stable));
    }

    void record(Recorded recorded) {
        registry = registry.with(recorded);
        store.add(recorded);
        cache.applied(recorded);
        stable = Math.max(stable, recorded.recordedAt());
    }

    void record(Claims... claims) {
        for (Claims claim : claims) {
            record(claim.done());
        }
    }

    void weigh(String source, int authority, long recordedAt) {
        SourceUpdate update = new SourceUpdate(null, null, authority);
        record(new Recorded(
                SourceFacts.fact(source, update, registry.nextVersion(source), "n", recordedAt),
                recordedAt,
                new Dot(1, recordedAt),
                null,
                null));
    }

    static QueryRequest request(String json) {
        byte[] utf8 = json.replace('\'', '"').getBytes(UTF_8);
        return QueryRequest.read(JsonReader.object(utf8, 0, utf8.length, JsonLimits.DEFAULT), false, Limits.DEFAULT);
    }

    /** Asks in JSON, with single quotes for double ones. */
    QueryAnswer ask(String json) {
        return queries.answer(request(json));
    }

    static String write(QueryAnswer answer) {
        JsonWriter out = new JsonWriter();
        AnswerJson.write(out, answer, null);
        return new String(out.toByteArray(), UTF_8);
    }
}
