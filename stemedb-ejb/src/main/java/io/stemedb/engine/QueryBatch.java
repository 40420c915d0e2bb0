package io.stemedb.engine;

import io.stemedb.assertion.Limits;
import io.stemedb.intake.LineReader;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.StemeException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers a stream of questions, a line each, in their order and in memory that does not depend on how many there are.
 * A question that is refused does not stop the rest.
 *
 * @param <A> what a question is answered
 */
public final class QueryBatch<A> {
    /** Questions that may be on their way to other nodes at once. */
    private static final int UNDER_WAY = 16;

    private final Asking<A> asking;
    private final AnswerBudget budget;
    private final Limits limits;
    private final JsonLimits jsonLimits;

    public QueryBatch(Asking<A> asking, AnswerBudget budget, Limits limits) {
        this.asking = asking;
        this.budget = budget;
        this.limits = limits;
        this.jsonLimits = new JsonLimits(limits.jsonDepth());
    }

    /** Answers one question, at once or later. */
    @FunctionalInterface
    public interface Asking<A> {
        /**
         * Asks.
         *
         * @param body the question as it came
         * @param question the same, read
         */
        CompletableFuture<A> ask(JsonObject body, QueryRequest question, AnswerBudget.Share share);
    }

    /** Takes what each line led to. */
    public interface Answers<A> {
        /** What a question is answered. */
        void answer(A answered) throws IOException;

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
    public void run(InputStream lines, Answers<A> answers) throws IOException {
        Run run = new Run(answers);
        LineReader reader = new LineReader(new Resting(lines, run), limits.batchLineBytes());
        try {
            while (reader.next()) {
                if (!reader.blank()) {
                    run.take(reader);
                }
            }
            run.settleDownTo(0);
        } finally {
            run.close();
        }
    }

    private record Asked<A>(long line, CompletableFuture<A> answer, AnswerBudget.Share share) {}

    /** One stream of questions: of those under way the first is answered first. */
    private final class Run implements Closeable {
        private final Answers<A> answers;
        private final Deque<Asked<A>> underWay = new ArrayDeque<>();

        Run(Answers<A> answers) {
            this.answers = answers;
        }

        void take(LineReader line) throws IOException {
            AnswerBudget.Share share = budget.share();
            underWay.add(new Asked<>(line.number(), ask(line, share), share));
            boolean atOnce = underWay.size() == 1 && underWay.peek().answer().isDone();
            settleDownTo(atOnce ? 0 : UNDER_WAY - 1);
        }

        private CompletableFuture<A> ask(LineReader line, AnswerBudget.Share share) {
            try {
                if (line.tooLong()) {
                    throw StemeException.tooLarge(
                            "",
                            "a line of a batch has at most " + limits.batchLineBytes() + " bytes",
                            limits.batchLineBytes());
                }
                JsonObject body = JsonReader.object(line.bytes(), 0, line.length(), jsonLimits);
                return asking.ask(body, QueryRequest.read(body, false, limits), share);
            } catch (StemeException refusal) {
                return CompletableFuture.failedFuture(refusal);
            } catch (RuntimeException | Error ended) {
                share.close(); // nobody else knows of it yet
                throw ended;
            }
        }

        /** Waits until no more than so many questions are under way. */
        void settleDownTo(int most) throws IOException {
            while (underWay.size() > most) {
                settle(underWay.poll());
            }
        }

        private void settle(Asked<A> asked) throws IOException {
            try (AnswerBudget.Share held = asked.share()) {
                A answer;
                try {
                    answer = asked.answer().join();
                } catch (CompletionException failure) {
                    if (failure.getCause() instanceof StemeException refusal) {
                        answers.refused(asked.line(), refusal);
                        return;
                    }
                    throw failure;
                }
                answers.answer(answer);
            }
        }

        void resting() throws IOException {
            settleDownTo(0);
            answers.resting();
        }

        @Override
        public void close() {
            underWay.forEach(asked -> asked.share().close());
        }
    }

    /** Who sends one question and waits for its answer must get it before the next line is waited for. */
    private final class Resting extends FilterInputStream {
        private final Run run;

        Resting(InputStream in, Run run) {
            super(in);
            this.run = run;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            run.resting();
            return super.read(bytes, offset, length);
        }
    }
}
