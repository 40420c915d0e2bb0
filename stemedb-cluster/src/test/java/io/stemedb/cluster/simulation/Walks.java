package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Limits;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.QueryRequest;
import io.stemedb.query.QueryService;
import io.stemedb.query.SlotCache;
import io.stemedb.source.SourceRegistry;
import java.util.List;

/** What questions about all paths show on a played node. */
final class Walks {
    private static final byte[] ALL = "{\"concept_path\":\"*\",\"limit\":1000}".getBytes(UTF_8);

    private Walks() {}

    /** Paths of all claims that are the newest of their slot. */
    static List<String> paths(PlayedNode node, String token) {
        QueryService queries = new QueryService(
                node.reader(),
                new SlotCache(node.reader(), 1 << 20),
                () -> SourceRegistry.EMPTY,
                () -> node.machine.database().shown().horizon(),
                node.machine.wallMicros::get);
        QueryRequest all =
                QueryRequest.read(JsonReader.object(ALL, 0, ALL.length, JsonLimits.DEFAULT), false, Limits.DEFAULT);
        return new ReadScope(token, false)
                .during(() -> queries.answer(all, new AnswerBudget(Long.MAX_VALUE).share()).results().stream()
                        .map(item -> item.claim().assertion().conceptPath())
                        .toList());
    }
}
