package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Limits;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.QueryRequest;
import io.stemedb.query.QueryService;
import io.stemedb.query.SlotCache;
import io.stemedb.source.SourceRegistry;
import java.util.List;

/** What questions about paths show on a played node. */
final class Walks {
    private Walks() {}

    /** Paths of all claims that are the newest of their slot. */
    static List<String> paths(PlayedNode node, String token) {
        return paths(node, "*", token);
    }

    /** The same of one path. */
    static List<String> paths(PlayedNode node, String path, String token) {
        byte[] body = ("{\"concept_path\":\"" + path + "\",\"limit\":1000}").getBytes(UTF_8);
        QueryService queries = new QueryService(
                node.reader(),
                new SlotCache(node.reader(), 1 << 20),
                () -> SourceRegistry.EMPTY,
                () -> node.machine.database().shown().horizon(),
                node.machine.wallMicros::get);
        QueryRequest all =
                QueryRequest.read(JsonReader.object(body, 0, body.length, JsonLimits.DEFAULT), false, Limits.DEFAULT);
        return new ReadScope(token, Requirement.NONE)
                .during(() -> queries.answer(all, new AnswerBudget(Long.MAX_VALUE).share()).results().stream()
                        .map(item -> item.claim().assertion().conceptPath())
                        .toList());
    }
}
