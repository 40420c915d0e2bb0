package io.stemedb.console.data;

import io.stemedb.cluster.node.Reads;
import io.stemedb.cluster.node.Reads.Wanted;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Asks the node what the calls of the API ask it. Each method throws a {@code StemeException} as the call does. */
@ApplicationScoped
public class Reading {
    private static final Wanted ANY = Wanted.of(null, "/require", null, () -> false);

    private final Reads reads;

    protected Reading() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public Reading(Reads reads) {
        this.reads = reads;
    }

    /** {@code POST /v1/query} */
    String query(String question) {
        JsonObject body = JsonReader.object(
                question.getBytes(StandardCharsets.UTF_8), reads.limits().json());
        QueryRequest asked = QueryRequest.read(body, false, reads.limits());
        return remembered(memory -> reads.query(body, asked, ANY, memory));
    }

    /** {@code GET /v1/history} */
    String history(String path, String predicate, String limit, String cursor) {
        HistoryRequest asked = HistoryRequest.of(path, predicate, limit, cursor, false, reads.limits());
        return remembered(memory -> reads.history(asked, ANY, memory));
    }

    /** {@code GET /v1/concepts} */
    String concepts(String prefix, String limit, String cursor) {
        return text(reads.concepts(ConceptsRequest.of(prefix, limit, cursor, reads.limits()), ANY));
    }

    /** {@code GET /v1/contradictions} */
    String contradictions(String prefix, boolean singleSource, String limit, String cursor) {
        ContradictionsRequest asked = ContradictionsRequest.of(prefix, singleSource, limit, cursor, reads.limits());
        return remembered(memory -> CompletableFuture.completedFuture(reads.contradictions(asked, ANY, memory)));
    }

    Wanted any() {
        return ANY;
    }

    Reads reads() {
        return reads;
    }

    private String remembered(Function<AnswerBudget.Share, CompletableFuture<JsonWriter>> asking) {
        try (AnswerBudget.Share memory = reads.answerBudget().share()) {
            return text(asking.apply(memory).join());
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StemeException refused ? refused : failure;
        }
    }

    static String text(JsonWriter json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }
}
