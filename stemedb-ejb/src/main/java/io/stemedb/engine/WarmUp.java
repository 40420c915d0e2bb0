package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.intake.Batches;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does once what else the first callers would wait for: the first walk over a store opens all of its runs, and the
 * first of many lines loads and compiles the code that reads them, which takes several times as long as a page or a
 * batch ever after. Nothing is written.
 */
public final class WarmUp {
    private static final String LIMIT = "100";
    private static final int LINES = 4_000;

    private WarmUp() {}

    /** Takes no longer than two pages, which end by themselves, and a batch that is only tried. */
    public static void of(Engine engine) {
        try {
            engine.concepts().children(ConceptsRequest.of(null, LIMIT, null, engine.limits()));
            try (AnswerBudget.Share share = engine.answerBudget().share()) {
                engine.contradictions()
                        .page(ContradictionsRequest.of(null, false, LIMIT, null, engine.limits()), share);
            }
            engine.batches()
                    .run(
                            new ByteArrayInputStream(lines()),
                            new Batches.Options("warm-up", true, ""),
                            Batches.Progress.UNWATCHED);
        } catch (IOException | RuntimeException refused) {
            // Whoever asks for what cannot be read, or writes when nothing is taken, is told so.
            System.getLogger(WarmUp.class.getName())
                    .log(System.Logger.Level.DEBUG, "not warmed up: {0}", Reason.of(refused));
        }
    }

    private static byte[] lines() {
        return IntStream.range(0, LINES)
                .mapToObj(line -> "{\"concept_path\":\"warm/up/" + line + "\",\"predicate\":\"p\",\"value\":{\"n\":"
                        + line + "},\"source\":\"s\",\"confidence\":0.5,\"asserted_at\":\"2026-01-01T00:00:00Z\"}")
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }
}
