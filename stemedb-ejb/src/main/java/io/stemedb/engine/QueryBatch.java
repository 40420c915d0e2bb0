package io.stemedb.engine;

import io.stemedb.assertion.Limits;
import io.stemedb.intake.LineReader;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.StemeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers a stream of questions, a line each, in their order and in memory that does not depend on how many there are.
 * A question that is refused does not stop the rest.
 */
public final class QueryBatch {
    private final Engine engine;
    private final Limits limits;
    private final JsonLimits jsonLimits;

    QueryBatch(Engine engine) {
        this.engine = engine;
        this.limits = engine.limits();
        this.jsonLimits = new JsonLimits(limits.jsonDepth());
    }

    /** Takes what each line led to. */
    public interface Answers {
        /** What a question is answered. */
        void answer(Engine.Answered answered) throws IOException;

        /** A line that was refused; lines count from 1, blank ones too. */
        void refused(long line, StemeException refusal) throws IOException;

        /** Everything that came was answered, and more may be long in coming. */
        void resting() throws IOException;
    }

    /**
     * Answers every line; blank ones are skipped.
     *
     * @throws IOException if either stream breaks off
     */
    public void run(InputStream lines, Answers answers) throws IOException {
        LineReader reader = new LineReader(new Resting(lines, answers), limits.batchLineBytes());
        while (reader.next()) {
            if (!reader.blank()) {
                answer(reader, answers);
            }
        }
    }

    private void answer(LineReader line, Answers answers) throws IOException {
        try (AnswerBudget.Share share = engine.answerBudget().share()) {
            answer(line, share, answers);
        }
    }

    private void answer(LineReader line, AnswerBudget.Share share, Answers answers) throws IOException {
        Engine.Answered answered;
        try {
            if (line.tooLong()) {
                throw StemeException.tooLarge(
                        "",
                        "a line of a batch has at most " + limits.batchLineBytes() + " bytes",
                        limits.batchLineBytes());
            }
            answered = engine.answer(
                    QueryRequest.read(JsonReader.object(line.bytes(), 0, line.length(), jsonLimits), false, limits),
                    null,
                    share);
        } catch (StemeException refusal) {
            answers.refused(line.number(), refusal);
            return;
        }
        answers.answer(answered);
    }

    /** Who sends one question and waits for its answer must get it before the next line is waited for. */
    private static final class Resting extends FilterInputStream {
        private final Answers answers;

        Resting(InputStream in, Answers answers) {
            super(in);
            this.answers = answers;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            answers.resting();
            return super.read(bytes, offset, length);
        }
    }
}
