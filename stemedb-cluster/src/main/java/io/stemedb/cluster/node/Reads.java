package io.stemedb.cluster.node;

import io.stemedb.assertion.Limits;
import io.stemedb.engine.Engine;
import io.stemedb.engine.QueryBatch;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Export;
import io.stemedb.progress.Token;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.Basis;
import io.stemedb.query.Concepts;
import io.stemedb.query.Contradictions;
import io.stemedb.query.HistoryService;
import io.stemedb.query.QueryRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
     * @param token what the answer must have seen at least, or null
     * @param share of {@link #answerBudget}, given back by the caller
     */
    public Engine.Answered answer(QueryRequest request, String token, AnswerBudget.Share share) {
        return node.engine().answer(request, token, share);
    }

    /** Answers questions by the thousand. */
    public QueryBatch queryBatch() {
        return node.engine().queryBatch();
    }

    public HistoryService history() {
        return node.engine().history();
    }

    public Concepts concepts() {
        return node.engine().concepts();
    }

    public Contradictions contradictions() {
        return node.engine().contradictions();
    }

    public Changes changes() {
        return node.engine().changes();
    }

    public Export export() {
        return node.engine().export();
    }

    /** Waits until the node has seen what a token stands for; null asks for nothing. */
    public void await(String token) {
        node.engine().await(token);
    }

    /** The token of an answer. */
    public Token tokenOf(Basis basis) {
        return node.engine().tokenOf(basis);
    }

    /** The token of an answer about sources, which counts what they claimed in every shard. */
    public Token tokenOfSources() {
        return node.engine().tokenOfSources();
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
