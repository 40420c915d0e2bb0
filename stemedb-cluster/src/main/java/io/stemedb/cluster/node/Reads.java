package io.stemedb.cluster.node;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.QueryPath;
import io.stemedb.assertion.Subtree;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.engine.Engine;
import io.stemedb.engine.QueryBatch;
import io.stemedb.feed.Export;
import io.stemedb.feed.Follower;
import io.stemedb.intake.Sources;
import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Token;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.AnswerJson;
import io.stemedb.query.Basis;
import io.stemedb.query.Concepts;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.Contradictions;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.query.Coverage;
import io.stemedb.query.HistoryAnswer;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.HistoryService;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every question that a surface asks, and how far an answer has seen. Each method throws a {@code StemeException}
 * starting while the node is not open.
 */
@ApplicationScoped
public class Reads {
    private final Node node;

    protected Reads() { // for the CDI proxy only
        this(null);
    }

    @Inject
    Reads(Node node) {
        this.node = node;
    }

    /**
     * Answers a question.
     *
     * @param body the question as it came
     * @param asked the same, read
     * @param share of {@link #answerBudget}, given back by the caller
     */
    public CompletableFuture<JsonWriter> query(
            JsonObject body, QueryRequest asked, Wanted wanted, AnswerBudget.Share share) {
        Optional<Questions> others = node.questions();
        if (others.isEmpty()) {
            Engine.Answered answered = node.engine().answer(asked, wanted.token(), share);
            JsonWriter out = new JsonWriter(1024);
            AnswerJson.write(out, answered.answer(), answered.token().toString());
            return CompletableFuture.completedFuture(out);
        }
        boolean onePath = asked.path().reach() == QueryPath.Reach.EXACT;
        if (!onePath || asked.path().path().startsWith(PathHash.SYSTEM_ROOT)) {
            return CompletableFuture.completedFuture(walk(asked, wanted, share));
        }
        int shard = PathHash.shardOf(asked.path().path(), shardCount());
        return ask(others.get(), shard, Question.Kind.QUERY, body.whole(), wanted);
    }

    private JsonWriter walk(QueryRequest asked, Wanted wanted, AnswerBudget.Share share) {
        Gathered<Engine.Answered> gathered =
                gather(wanted, () -> node.engine().answer(asked, null, share), Engine.Answered::token);
        JsonWriter out = new JsonWriter(4096);
        AnswerJson.write(out, gathered.value().answer(), gathered.token().toString(), gathered.coverage());
        return out;
    }

    private <T> Gathered<T> gather(Wanted wanted, Supplier<T> reading, Function<T, Token> tokenOf) {
        Optional<Questions> others = node.questions();
        if (others.isPresent()) {
            return others.get().gather(wanted, reading);
        }
        await(wanted.token());
        T value = reading.get();
        return new Gathered<>(value, Coverage.ALL, tokenOf.apply(value));
    }

    /**
     * What a client wants of an answer beside what he asks.
     *
     * @param token what the answer must have seen at least, or null
     * @param requirement whether he wants no answer rather than one that may lack something
     * @param gone whether he has gone meanwhile: asked often, by the thread that reads for him
     */
    public record Wanted(String token, Requirement requirement, BooleanSupplier gone) {
        /**
         * Reads what a client has sent.
         *
         * @param field names what it is sent in
         * @param require complete, all, or null for neither
         * @throws StemeException malformed
         */
        public static Wanted of(String token, String field, String require, BooleanSupplier gone) {
            Requirement requirement = require == null ? Requirement.NONE : Requirement.read(require);
            if (requirement == null) {
                throw StemeException.malformed(field, "must be complete or all");
            }
            return new Wanted(token, requirement, gone);
        }
    }

    /** One page of a slot's history. */
    public CompletableFuture<JsonWriter> history(HistoryRequest asked, Wanted wanted, AnswerBudget.Share share) {
        Optional<Questions> others = node.questions();
        if (others.isEmpty()) {
            await(wanted.token());
            HistoryAnswer answer = node.engine().history().history(asked, share);
            JsonWriter out = new JsonWriter(4096);
            AnswerJson.write(out, answer, shardCount(), tokenOf(answer.basis()).toString());
            return CompletableFuture.completedFuture(out);
        }
        JsonWriter body = new JsonWriter().beginObject();
        if (asked.cursor() != null) {
            body.name("cursor").string(asked.cursor());
        }
        body.name("concept_path").string(asked.slot().conceptPath());
        body.name("limit").string(Integer.toString(asked.limit()));
        body.name("predicate").string(asked.slot().predicate());
        int shard = PathHash.shardOf(asked.slot().conceptPath(), shardCount());
        return ask(others.get(), shard, Question.Kind.HISTORY, canonical(body), wanted);
    }

    /** One assertion, and what was done to it. */
    public CompletableFuture<JsonWriter> assertion(AssertionId id, Wanted wanted) {
        Optional<Questions> others = node.questions();
        if (others.isEmpty()) {
            await(wanted.token());
            HistoryService.Found found = node.engine().history().find(id).orElseThrow(() -> unknown(id));
            JsonWriter out = new JsonWriter(1024).beginObject();
            AnswerJson.members(out, found.linked(), shardCount());
            Coverage.ALL.members(out);
            out.name("token").string(tokenOf(found.basis()).toString());
            return CompletableFuture.completedFuture(out.endObject());
        }
        CanonicalJson body = canonical(new JsonWriter().beginObject().name("id").string(id.toString()));
        int shard = PathHash.shardOf(id.hash16(), shardCount());
        return written(others.get()
                .askForAssertion(
                        shard,
                        new Question(Question.Kind.ASSERTION, body.utf8(), wanted.token(), wanted.requirement())));
    }

    static StemeException unknown(AssertionId id) {
        return StemeException.of(Refusal.UNKNOWN_ASSERTION, "no assertion has this id")
                .at("/id")
                .about(id.toString());
    }

    private static CanonicalJson canonical(JsonWriter object) {
        return CanonicalJson.ofCanonical(object.endObject().toByteArray());
    }

    private static CompletableFuture<JsonWriter> ask(
            Questions others, int shard, Question.Kind kind, CanonicalJson body, Wanted wanted) {
        return written(others.ask(shard, new Question(kind, body.utf8(), wanted.token(), wanted.requirement())));
    }

    private static CompletableFuture<JsonWriter> written(CompletableFuture<byte[]> coming) {
        return coming.thenApply(answer -> new JsonWriter(answer.length).raw(CanonicalJson.ofCanonical(answer)));
    }

    /** Answers questions by the thousand. */
    public QueryBatch<JsonWriter> queryBatch(Wanted wanted) {
        return new QueryBatch<>((body, asked, share) -> query(body, asked, wanted, share), answerBudget(), limits());
    }

    /** A page of children of a path. */
    public JsonWriter concepts(ConceptsRequest asked, Wanted wanted) {
        Gathered<Concepts.Answer> gathered =
                gather(wanted, () -> node.engine().concepts().children(asked), page -> tokenOf(page.basis()));
        JsonWriter out = new JsonWriter(4096);
        gathered.value().write(out, gathered.token().toString(), gathered.coverage());
        return out;
    }

    /** A page of slots where sources disagree. */
    public JsonWriter contradictions(ContradictionsRequest asked, Wanted wanted, AnswerBudget.Share share) {
        Gathered<Contradictions.Answer> gathered =
                gather(wanted, () -> node.engine().contradictions().page(asked, share), page -> tokenOf(page.basis()));
        JsonWriter out = new JsonWriter(4096);
        gathered.value().write(out, gathered.token().toString(), gathered.coverage());
        return out;
    }

    /** For all of them, page by page, in a {@link Gathering}. */
    public Contradictions contradictions() {
        return node.engine().contradictions();
    }

    /** Begins a long reading of a subtree. */
    public Gathering begin(Subtree subtree, Wanted wanted) {
        Optional<Questions> others = node.questions();
        if (others.isPresent()) {
            return others.get().begin(subtree, wanted);
        }
        await(wanted.token());
        return new Gathering(Coverage.ALL, null, wanted.gone());
    }

    /** What is known of sources; the token stands for all that they claimed. */
    public <T> Gathered<T> sources(Wanted wanted, Function<Sources, T> reading) {
        Engine engine = node.engine();
        return gather(wanted, () -> reading.apply(engine.sources()), found -> engine.tokenOfSources());
    }

    /**
     * Follows what is recorded.
     *
     * @param field JSON pointer of where the position came from, for the refusal
     * @param after the position of the last change seen, {@link io.stemedb.feed.Changes#START}, or null for what comes
     */
    public Follower follow(String field, String after, io.stemedb.feed.Wanted which) {
        Engine engine = node.engine();
        return node.questions()
                .map(others -> others.follow(field, after, which))
                .orElseGet(() -> engine.changes().follow(field, after, which));
    }

    /** For lines of a subtree, written in a {@link Gathering}. */
    public Export export() {
        return node.engine().export();
    }

    /** Waits until the node has seen what a token stands for; null asks for nothing. */
    public void await(String token) {
        node.engine().await(token);
    }

    private Token tokenOf(Basis basis) {
        return node.engine().tokenOf(basis);
    }

    /** What large answers may take together. */
    public AnswerBudget answerBudget() {
        return node.engine().answerBudget();
    }

    /** The bounds on what clients send and ask for. */
    public Limits limits() {
        return node.engine().limits();
    }

    public int shardCount() {
        return node.engine().shardCount();
    }
}
