package io.stemedb.engine;

import io.stemedb.query.AnswerBudget;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.refusal.Reason;

/**
 * Reads the first page of the listings. The first walk over a store opens all of its runs and loads the code for it, which in a large
 * one takes several times as long as a page: nobody should wait for that.
 */
public final class FirstPages {
    private static final String LIMIT = "100";

    private FirstPages() {}

    /** Takes no longer than two pages, which end by themselves. */
    public static void read(Engine engine) {
        try {
            engine.concepts().children(ConceptsRequest.of(null, LIMIT, null, engine.limits()));
            try (AnswerBudget.Share share = engine.answerBudget().share()) {
                engine.contradictions()
                        .page(ContradictionsRequest.of(null, false, LIMIT, null, engine.limits()), share);
            }
        } catch (RuntimeException damaged) {
            // Whoever asks for what cannot be read is told so.
            System.getLogger(FirstPages.class.getName())
                    .log(System.Logger.Level.DEBUG, "no first page: {0}", Reason.of(damaged));
        }
    }
}
