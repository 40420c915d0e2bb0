package io.stemedb.cluster.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.intake.Recording;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node states facts while its journal takes nothing, or takes what it gets. */
class FactBookTest {
    private static final FactKey KEY = FactKey.of(Kind.HOLDERS, 3);

    private final List<Append> recorded = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final PlayedLoop loop = new PlayedLoop();
    private final FactBook book = new FactBook("a", this::submit, loop);
    private Refusal refusal;

    private CompletableFuture<List<AppendOutcome>> submit(List<Append> appends, Recording.Terms terms) {
        waits.add(terms.patience());
        if (refusal != null) {
            return CompletableFuture.completedFuture(List.of(new Refused(StemeException.of(refusal, "not now"))));
        }
        recorded.addAll(appends);
        Recorded one = new Recorded(appends.get(0).assertion(), 1, new Dot(1, recorded.size()), null, null);
        book.applied(one);
        return CompletableFuture.completedFuture(List.of(new Appended(one)));
    }

    private CompletableFuture<StoredRecord> state(String... holders) {
        return book.put(KEY, Values.holders(List.of(holders)), List.of());
    }

    @Test
    void who_states_a_fact_never_waits_for_room_and_the_fact_comes_once_there_is_some() {
        refusal = Refusal.RATE_LIMITED;
        CompletableFuture<StoredRecord> stated = state("a", "b");
        loop.runFor(Duration.ofSeconds(1));
        assertThat(stated).isNotDone();
        refusal = null;
        loop.runFor(Duration.ofMillis(50));
        assertThat(stated).isCompleted();
        assertThat(recorded).as("stated once").hasSize(1);
        assertThat(book.facts().holders(3)).containsExactly("a", "b");
        assertThat(waits).containsOnly(Duration.ZERO);
    }

    @Test
    void of_two_facts_that_waited_the_one_that_was_stated_last_counts() {
        refusal = Refusal.RATE_LIMITED;
        var first = state("a");
        loop.runFor(Duration.ofMillis(20));
        refusal = null;
        var second = state("b");
        loop.runFor(Duration.ofSeconds(1));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(book.facts().holders(3)).containsExactly("b");
    }

    @Test
    void if_there_is_no_room_for_five_seconds_the_fact_is_refused() {
        refusal = Refusal.RATE_LIMITED;
        CompletableFuture<StoredRecord> stated = state("a");
        loop.runFor(Duration.ofMillis(4_900));
        assertThat(stated).isNotDone();
        loop.runFor(Duration.ofMillis(200));
        assertThat(stated).isCompletedExceptionally();
    }

    @Test
    void what_is_refused_for_another_reason_is_not_tried_again() {
        refusal = Refusal.READ_ONLY;
        assertThat(state("a")).isCompletedExceptionally();
        assertThat(waits).hasSize(1);
    }

    private static final class PlayedLoop implements Loop {
        private record Due(long at, Runnable work) {}

        private final Deque<Due> due = new ArrayDeque<>();
        private long now;

        void runFor(Duration time) {
            long until = now + time.toNanos();
            while (!due.isEmpty() && due.peek().at() <= until) {
                now = due.peek().at();
                due.remove().work().run();
            }
            now = until;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long wallMicros() {
            return now / 1_000 + 1;
        }

        @Override
        public void later(Duration delay, Runnable work) {
            due.add(new Due(now + delay.toNanos(), work)); // all wait equally long, so they come in order
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }
}
