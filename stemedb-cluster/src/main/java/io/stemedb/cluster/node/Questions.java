package io.stemedb.cluster.node;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.cluster.scatter.ScatterReader;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.engine.Engine;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.AnswerJson;
import io.stemedb.query.Coverage;
import io.stemedb.query.HistoryAnswer;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.HistoryService;
import io.stemedb.query.QueryAnswer;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Has questions about one concept path answered by a node that has all of it, this one if it can. Such an answer comes
 * as the bytes that go to the client, so it is made where the data is, with everything that is kept in memory there.
 */
public final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What is wrong with a node rather than with a question: another one may answer. */
    private static final Set<Refusal> ELSEWHERE =
            EnumSet.of(Refusal.SHARD_UNAVAILABLE, Refusal.STARTING, Refusal.TOKEN_TIMEOUT);

    private final Engine engine;
    private final Supplier<Situation> situation;
    private final NodeCopies own;
    private final Network network;

    Questions(Engine engine, Supplier<Situation> situation, NodeCopies own, Network network) {
        this.engine = engine;
        this.situation = situation;
        this.own = own;
        this.network = network;
    }

    /** Asks whoever can answer. */
    public CompletableFuture<byte[]> ask(int shard, Question question) {
        List<String> readers = situation.get().readers(shard);
        return readers.isEmpty()
                ? CompletableFuture.failedFuture(ScatterReader.nobody(shard))
                : ask(shard, question, readers, 0);
    }

    private CompletableFuture<byte[]> ask(int shard, Question question, List<String> readers, int attempt) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        var unused = askOne(readers.get(attempt), question).whenComplete((bytes, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                answer.complete(bytes);
            } else if (isOfTheNode(cause) && attempt + 1 < readers.size()) {
                pass(ask(shard, question, readers, attempt + 1), answer);
            } else {
                answer.completeExceptionally(
                        cause instanceof UnreachableException ? ScatterReader.nobody(shard) : cause);
            }
        });
        return answer;
    }

    private static boolean isOfTheNode(Throwable cause) {
        return cause instanceof UnreachableException
                || cause instanceof StemeException refused && ELSEWHERE.contains(refused.refusal());
    }

    private static void pass(CompletableFuture<byte[]> from, CompletableFuture<byte[]> to) {
        var unused = from.whenComplete((bytes, failure) -> {
            if (failure == null) {
                to.complete(bytes);
            } else {
                to.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private CompletableFuture<byte[]> askOne(String node, Question question) {
        Situation now = situation.get();
        if (node.equals(now.self())) {
            try {
                return CompletableFuture.completedFuture(answer(question));
            } catch (StemeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
        return now.address(node)
                .map(address -> network.at(address, PATIENCE).ask(question))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new UnreachableException("nobody knows where " + node + " is reached")));
    }

    /**
     * Answers from this node's own copies.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of what is asked about
     */
    byte[] answer(Question question) {
        try (AnswerBudget.Share memory = engine.answerBudget().share()) {
            JsonObject body = JsonReader.object(question.body(), 0, question.body().length, JsonLimits.DEFAULT);
            return switch (question.kind()) {
                case QUERY -> query(body, question, memory);
                case HISTORY -> history(body, question, memory);
                case ASSERTION -> assertion(body, question);
            };
        }
    }

    private byte[] query(JsonObject body, Question question, AnswerBudget.Share memory) {
        QueryRequest asked = QueryRequest.read(body, false, engine.limits());
        Coverage coverage = coverage(PathHash.shardOf(asked.path().path(), engine.shardCount()), question);
        Engine.Answered answered = engine.answer(asked, question.token(), memory);
        JsonWriter out = new JsonWriter(1024);
        AnswerJson.write(out, answered.answer(), answered.token().toString(), coverage);
        return out.toByteArray();
    }

    private byte[] history(JsonObject body, Question question, AnswerBudget.Share memory) {
        HistoryRequest asked = HistoryRequest.of(
                body.text("concept_path"),
                body.text("predicate"),
                body.text("limit"),
                body.text("cursor"),
                false,
                engine.limits());
        Coverage coverage = coverage(PathHash.shardOf(body.text("concept_path"), engine.shardCount()), question);
        engine.await(question.token());
        HistoryAnswer answer = engine.history().history(asked, memory);
        JsonWriter out = new JsonWriter(4096);
        AnswerJson.write(
                out, answer, engine.shardCount(), engine.tokenOf(answer.basis()).toString(), coverage);
        return out.toByteArray();
    }

    private byte[] assertion(JsonObject body, Question question) {
        AssertionId id = AssertionId.parse("/id", body.text("id"));
        engine.await(question.token());
        HistoryService.Found found = engine.history().find(id).orElseThrow(() -> Reads.unknown(id));
        JsonWriter out = new JsonWriter(1024).beginObject();
        AnswerJson.members(out, found.linked(), engine.shardCount());
        out.name("token").string(engine.tokenOf(found.basis()).toString());
        return out.endObject().toByteArray();
    }

    private Coverage coverage(int shard, Question question) {
        if (shard == PathHash.SYSTEM_SHARD) {
            return Coverage.ALL;
        }
        if (!situation.get().canRead(shard)) {
            throw StemeException.of(
                    Refusal.SHARD_UNAVAILABLE, "this node does not have all of " + PathHash.shardName(shard));
        }
        Completeness copy = own.completeness(shard);
        Coverage coverage = new Coverage(copy.complete(), copy.unreachable());
        refuseIncomplete(coverage, question.requireComplete());
        return coverage;
    }

    /**
     * Refuses an answer that may lack something to a client who wants all or nothing.
     *
     * @throws StemeException replicas-unreachable
     */
    static void refuseIncomplete(Coverage coverage, boolean required) {
        if (required && !coverage.complete()) {
            throw StemeException.of(
                            Refusal.REPLICAS_UNREACHABLE,
                            "the answer may lack what these nodes have: " + String.join(", ", coverage.unreachable()))
                    .at("/require")
                    .hinting("leave require out for what the other nodes have, or ask again once they are back");
        }
    }

    /**
     * Answers a question about many concept paths, from all nodes.
     *
     * @param token what the answer must have seen; null for nothing
     */
    public JsonWriter walk(QueryRequest asked, String token, boolean requireComplete, AnswerBudget.Share memory) {
        try (ReadScope scope = ReadScope.open(token)) {
            QueryAnswer answer = engine.answer(asked, token, memory).answer();
            Coverage coverage = new Coverage(scope.complete(), scope.unreachable());
            refuseIncomplete(coverage, requireComplete);
            JsonWriter out = new JsonWriter(4096);
            AnswerJson.write(out, answer, tokenOf(scope).toString(), coverage);
            return out;
        }
    }

    /** Behind the reading: it may stand for a little more than was seen, never for less. */
    private Token tokenOf(ReadScope scope) {
        Map<Integer, ShardVector> seen = new TreeMap<>(scope.seen());
        scope.own().forEach(shard -> seen.merge(shard, own.have(shard), ShardVector::union));
        return new Token(DotVector.of(seen));
    }
}
