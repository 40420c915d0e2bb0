package io.stemedb.cluster.node;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Subtree;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.cluster.scatter.OwnCopies;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.cluster.scatter.ScatterReader;
import io.stemedb.cluster.scatter.SourceAnswers;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.engine.Engine;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.intake.Ack;
import io.stemedb.intake.BatchRetraction;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.AnswerJson;
import io.stemedb.query.Coverage;
import io.stemedb.query.HistoryAnswer;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.HistoryService;
import io.stemedb.query.QueryRequest;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Has questions about one concept path answered by a node that has all of it, this one if it can. Such an answer comes
 * as the bytes that go to the client, so it is made where the data is, with everything that is kept in memory there.
 */
public final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A node that has not answered by then is busy, slow or gone: another one may be faster. */
    private static final Duration LATE = Duration.ofMillis(500);

    /** What is wrong with a node rather than with a question: another one may answer. */
    private static final Set<Refusal> ELSEWHERE =
            EnumSet.of(Refusal.SHARD_UNAVAILABLE, Refusal.STARTING, Refusal.TOKEN_TIMEOUT);

    private static final Set<Integer> SYSTEM = Set.of(PathHash.SYSTEM_SHARD);

    private final Engine engine;
    private final Supplier<Situation> situation;
    private final OwnCopies own;
    private final Cluster cluster;
    private final Network network;
    private final BiConsumer<Duration, Runnable> later;
    private final Executor readers;

    /**
     * @param later runs work once, after some time
     * @param readers where reading runs that no thread of a client waits in
     */
    Questions(Engine engine, Cluster cluster, Network network, BiConsumer<Duration, Runnable> later, Executor readers) {
        this.later = later;
        this.readers = readers;
        this.engine = engine;
        this.situation = cluster::situation;
        this.own = cluster.own();
        this.cluster = cluster;
        this.network = network;
    }

    /** Asks whoever can answer. */
    public CompletableFuture<byte[]> ask(int shard, Question question) {
        List<String> readers = situation.get().readers(shard);
        return readers.isEmpty()
                ? CompletableFuture.failedFuture(ScatterReader.nobody(shard))
                : ask(shard, question, readers);
    }

    /**
     * Asks for an assertion: first who has all of its shard, then every live node, since a node that takes claims for
     * others may have one that has reached nobody else yet.
     */
    CompletableFuture<byte[]> askForAssertion(int shard, Question question) {
        Situation now = situation.get();
        List<String> readers = now.readers(shard);
        if (readers.isEmpty()) {
            return CompletableFuture.failedFuture(ScatterReader.nobody(shard));
        }
        List<String> all = new ArrayList<>(readers);
        now.liveMembers().stream().filter(node -> !all.contains(node)).forEach(all::add);
        return ask(shard, question, all);
    }

    private CompletableFuture<byte[]> ask(int shard, Question question, List<String> nodes) {
        Inquiry inquiry = new Inquiry(
                question.requirement().compares() ? listed(shard, nodes) : nodes,
                node -> askOne(node, question),
                node -> node.equals(situation.get().self()) ? readers : Runnable::run,
                cause -> isOfTheNode(cause, question),
                cause -> cause instanceof UnreachableException ? ScatterReader.nobody(shard) : cause);
        return inquiry.begin(late -> later.accept(LATE, late));
    }

    /** No copy is complete of a node that is not to keep it; if none of these can be asked, so be it. */
    private List<String> listed(int shard, List<String> nodes) {
        List<String> holders = situation.get().holders(shard);
        List<String> listed = nodes.stream().filter(holders::contains).toList();
        return listed.isEmpty() ? nodes : listed;
    }

    static boolean isOfTheNode(Throwable cause, Question question) {
        if (!(cause instanceof StemeException refused)) {
            return cause instanceof UnreachableException;
        }
        if (refused.refusal() == Refusal.REPLICAS_UNREACHABLE
                && question.requirement().compares()) {
            return true; // another copy may have been compared with more nodes
        }
        boolean unsure = question.kind() == Question.Kind.ASSERTION
                && refused.refusal() == Refusal.UNKNOWN_ASSERTION
                && refused.hint() != null; // a copy that has everything leaves no doubt
        return unsure || ELSEWHERE.contains(refused.refusal());
    }

    private CompletableFuture<byte[]> askOne(String node, Question question) {
        Situation now = situation.get();
        if (node.equals(now.self())) {
            return askItself(question);
        }
        return now.address(node)
                .map(address -> network.at(address, PATIENCE).ask(question))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new UnreachableException("nobody knows where " + node + " is reached")));
    }

    /** On this thread, unless that would have to wait for what a token stands for. */
    private CompletableFuture<byte[]> askItself(Question question) {
        try {
            CompletableFuture<Void> ready = ready(question);
            return ready.isDone() && !ready.isCompletedExceptionally()
                    ? CompletableFuture.completedFuture(answer(question))
                    : Waiting.whileWanted(ready, () -> answer(question), readers);
        } catch (StemeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Completes once this node shows what a question's token says of what is asked about. A node that is not to keep
     * the shard any more may answer, too: only who is asked knows that it is about to.
     *
     * @throws StemeException malformed; shard-unavailable, if this node does not have all of what is asked about
     */
    CompletableFuture<Void> ready(Question question) {
        if (question.token() == null) {
            return CompletableFuture.completedFuture(null);
        }
        Set<Integer> shards = shards(question);
        if (question.kind() != Question.Kind.ASSERTION) { // which a node may know that has not all of its shard
            shards.forEach(this::requireAll);
        }
        return own.reach(question.token(), shards);
    }

    private static JsonObject body(Question question) {
        return JsonReader.object(question.body(), 0, question.body().length, JsonLimits.DEFAULT);
    }

    private static Set<Integer> withSystem(int shard) {
        return shard == PathHash.SYSTEM_SHARD ? SYSTEM : Set.of(shard, PathHash.SYSTEM_SHARD);
    }

    /** What a question is about, and what is known of sources. */
    private Set<Integer> shards(Question question) {
        return switch (question.kind()) {
            case QUERY, HISTORY ->
                withSystem(PathHash.shardOf(body(question).text("concept_path"), engine.shardCount()));
            case ASSERTION ->
                withSystem(PathHash.shardOf(
                        AssertionId.parse("/id", body(question).text("id")).hash16(), engine.shardCount()));
            case SOURCES -> SourceAnswers.shards(question);
            case CHANGES -> Set.of();
        };
    }

    /**
     * Answers from this node's own copies, once {@link #ready} is done.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of what is asked about
     */
    byte[] answer(Question question) {
        if (question.kind() == Question.Kind.SOURCES || question.kind() == Question.Kind.CHANGES) {
            return cluster.answer(question);
        }
        try (AnswerBudget.Share memory = engine.answerBudget().share()) {
            JsonObject body = body(question);
            return ReadScope.ofOwnCopies().during(() -> switch (question.kind()) {
                case QUERY -> query(body, question, memory);
                case HISTORY -> history(body, question, memory);
                case ASSERTION -> assertion(body, question);
                case SOURCES, CHANGES -> throw new IllegalStateException("answered before");
            });
        }
    }

    private byte[] query(JsonObject body, Question question, AnswerBudget.Share memory) {
        QueryRequest asked = QueryRequest.read(body, false, engine.limits());
        int shard = PathHash.shardOf(asked.path().path(), engine.shardCount());
        Coverage coverage = coverage(shard, question);
        Engine.Answered answered = engine.answer(asked, null, memory);
        requireAll(shard);
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
        int shard = PathHash.shardOf(body.text("concept_path"), engine.shardCount());
        Coverage coverage = coverage(shard, question);
        HistoryAnswer answer = engine.history().history(asked, memory);
        requireAll(shard);
        JsonWriter out = new JsonWriter(4096);
        AnswerJson.write(
                out, answer, engine.shardCount(), engine.tokenOf(answer.basis()).toString(), coverage);
        return out.toByteArray();
    }

    private byte[] assertion(JsonObject body, Question question) {
        AssertionId id = AssertionId.parse("/id", body.text("id"));
        int shard = PathHash.shardOf(id.hash16(), engine.shardCount());
        Coverage coverage = judged(shard, question);
        HistoryService.Found found = engine.history().find(id).orElseThrow(() -> unknown(id, coverage));
        JsonWriter out = new JsonWriter(1024).beginObject();
        AnswerJson.members(out, found.linked(), engine.shardCount());
        coverage.members(out);
        out.name("token").string(engine.tokenOf(found.basis()).toString());
        return out.endObject().toByteArray();
    }

    private Coverage coverage(int shard, Question question) {
        requireAll(shard);
        return shard == PathHash.SYSTEM_SHARD ? Coverage.ALL : judged(shard, question);
    }

    /** Before the reading and behind it: a copy that was dropped meanwhile made it short. System facts stay. */
    private void requireAll(int shard) {
        if (shard != PathHash.SYSTEM_SHARD) {
            own.requireAll(Set.of(shard));
        }
    }

    /** Before the reading: a comparison behind it says nothing of what was read. */
    private Coverage judged(int shard, Question question) {
        Completeness copy;
        if (question.requirement().compares()) {
            long begun = own.now();
            Waiting.join(own.compare(Set.of(shard), begun, question.requirement()));
            copy = own.completeSince(shard, begun);
        } else {
            own.freshen(Set.of(shard));
            copy = own.completeness(shard);
        }
        boolean all = question.requirement() == Requirement.ALL;
        boolean complete = all ? copy.all() : copy.complete();
        Coverage coverage = new Coverage(complete, complete ? Set.of() : copy.unreachable());
        refuseIncomplete(coverage, question.requirement());
        return coverage;
    }

    private static StemeException unknown(AssertionId id, Coverage coverage) {
        StemeException unknown = Reads.unknown(id);
        return coverage.complete() ? unknown : unknown.hinting(mayHave(coverage));
    }

    private static String mayHave(Coverage coverage) {
        return coverage.unreachable().isEmpty()
                ? "this copy is not up to date; ask again"
                : "it may be at nodes that cannot be reached: " + String.join(", ", coverage.unreachable());
    }

    /**
     * Refuses an answer that may lack something to a client who wants all or nothing.
     *
     * @throws StemeException replicas-unreachable
     */
    static void refuseIncomplete(Coverage coverage, Requirement required) {
        if (required.compares() && !coverage.complete()) {
            String lacks = coverage.unreachable().isEmpty()
                    ? "something: the copy that was read is not up to date"
                    : "what these nodes have: " + String.join(", ", coverage.unreachable());
            throw StemeException.of(Refusal.REPLICAS_UNREACHABLE, "the answer may lack " + lacks)
                    .at("/require")
                    .hinting("leave require out for what the other nodes have, or ask again once they are back");
        }
    }

    /**
     * Answers from all nodes what is asked about many concept paths.
     *
     * @param reading reads through {@link Engine#reader}, on this thread
     */
    <T> Gathered<T> gather(Reads.Wanted wanted, Supplier<T> reading) {
        ReadScope scope = new ReadScope(wanted.token(), wanted.requirement());
        T value = Waiting.during(wanted.gone(), () -> {
            own.await(wanted.token(), SYSTEM); // what is known of sources; the rest is awaited where it is read
            return scope.during(reading);
        });
        Coverage coverage = scope.coverage();
        refuseIncomplete(coverage, wanted.requirement());
        return new Gathered<>(value, coverage, scope.token(own));
    }

    /** Begins a long reading of a subtree: a copy of each shard is found and judged before anything is told. */
    Gathering begin(Subtree subtree, Reads.Wanted wanted) {
        ReadScope scope = new ReadScope(wanted.token(), wanted.requirement());
        SlotRange.Scope reach = subtree.all() ? SlotRange.Scope.ALL : SlotRange.Scope.BELOW;
        SlotRange range = new SlotRange(reach, subtree.path(), null, null, true, false);
        Waiting.during(wanted.gone(), () -> {
            own.await(wanted.token(), SYSTEM);
            return scope.during(() -> {
                engine.reader().slots(range).close();
                return true;
            });
        });
        Coverage coverage = scope.coverage();
        refuseIncomplete(coverage, wanted.requirement());
        scope.promise();
        return new Gathering(coverage, scope, wanted.gone());
    }

    /** Follows what is recorded at all nodes. */
    Follower follow(String field, String after, Wanted wanted) {
        return cluster.feed().follow(field, after, wanted, engine.changes()::closed);
    }

    /** Withdraws a batch wherever its claims are. */
    CompletableFuture<Gathered<BatchRetraction.Outcome>> retractBatch(
            String batchId, String source, String reason, Ack ack) {
        ReadScope scope = new ReadScope(null, Requirement.NONE);
        return engine.retractBatch(batchId, source, reason, ack, retraction -> gathered(scope, retraction));
    }

    private static Gathered<BatchRetraction.Outcome> gathered(
            ReadScope scope, Supplier<BatchRetraction.Outcome> retraction) {
        try {
            BatchRetraction.Outcome outcome = scope.during(retraction);
            return new Gathered<>(outcome, scope.coverage(), outcome.token());
        } catch (StemeException refused) {
            boolean unsure = refused.refusal() == Refusal.UNKNOWN_ASSERTION
                    && !scope.coverage().complete();
            throw unsure ? refused.hinting(mayHave(scope.coverage())) : refused;
        }
    }
}
