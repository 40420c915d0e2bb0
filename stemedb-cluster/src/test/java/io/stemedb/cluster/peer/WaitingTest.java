package io.stemedb.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nobody works for somebody who does not wait any more. */
class WaitingTest {
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void what_has_not_begun_never_begins_once_nobody_waits() {
        CompletableFuture<Boolean> work = Waiting.whileWanted(() -> done.add("work"), queue::add);
        work.cancel(false);
        queue.forEach(Runnable::run);
        assertThat(done).isEmpty();
    }

    @Test
    void what_is_under_way_ends_when_it_next_looks() {
        List<CompletableFuture<Boolean>> work = new ArrayList<>();
        work.add(Waiting.whileWanted(
                () -> {
                    Waiting.require();
                    done.add("before");
                    work.get(0).cancel(false);
                    Waiting.require();
                    return done.add("after");
                },
                queue::add));
        queue.forEach(Runnable::run);
        assertThat(done).containsExactly("before");
    }

    @Test
    void another_node_is_told_to_stop_once_nobody_waits_for_what_it_is_asked_for() {
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> Waiting.during(() -> looks.incrementAndGet() > 2, () -> Waiting.join(other)))
                .isInstanceOf(CancellationException.class);
        assertThat(other).isCancelled();
    }

    @Test
    void who_waits_for_another_node_gets_its_answer_or_its_failure() {
        CompletableFuture<Boolean> broken = CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThat(Waiting.<Boolean>during(
                        () -> false, () -> Waiting.join(CompletableFuture.supplyAsync(() -> done.add("other")))))
                .isTrue();
        assertThatThrownBy(() -> Waiting.during(() -> false, () -> Waiting.join(broken)))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("broken");
        assertThatThrownBy(() -> Waiting.join(broken)).isInstanceOf(CompletionException.class);
    }

    @Test
    void who_works_for_one_within_the_work_for_another_one_goes_on_for_the_other_one() {
        boolean outer = Waiting.during(() -> true, () -> {
            Waiting.during(() -> false, () -> {
                Waiting.require();
                return true;
            });
            assertThatThrownBy(Waiting::require).isInstanceOf(CancellationException.class);
            return true;
        });
        assertThat(outer).isTrue();
    }

    @Test
    void what_comes_first_takes_no_thread_and_its_failure_is_the_answer() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Boolean> work = Waiting.whileWanted(first, () -> done.add("work"), queue::add);
        assertThat(queue).isEmpty();
        first.complete(null);
        queue.remove().run();
        assertThat(work.join()).isTrue();
        CompletableFuture<Void> late = new CompletableFuture<>();
        CompletableFuture<Boolean> never = Waiting.whileWanted(late, () -> done.add("never"), queue::add);
        late.completeExceptionally(new IllegalStateException("late"));
        assertThatThrownBy(never::join).hasRootCauseMessage("late");
        CompletableFuture<Void> stuck = new CompletableFuture<>();
        CompletableFuture<Boolean> elsewhere = Waiting.whileWanted(stuck, () -> done.add("never"), queue::add);
        stuck.completeExceptionally(new TimeoutException());
        assertThatThrownBy(elsewhere::join).hasCauseInstanceOf(UnreachableException.class);
        CompletableFuture<Void> awaited = new CompletableFuture<>();
        Waiting.whileWanted(awaited, () -> done.add("never"), queue::add).cancel(false);
        assertThat(awaited).isCancelled();
        assertThat(queue).isEmpty();
        assertThat(done).containsExactly("work");
    }

    @Test
    void who_waits_gets_the_answer_or_the_failure() {
        CompletableFuture<Boolean> work = Waiting.whileWanted(() -> done.add("work"), queue::add);
        CompletableFuture<Boolean> failing = Waiting.whileWanted(
                () -> {
                    throw new IllegalStateException("broken");
                },
                queue::add);
        queue.forEach(Runnable::run);
        assertThat(work.join()).isTrue();
        assertThatThrownBy(failing::join).hasRootCauseMessage("broken");
        Waiting.require(); // this thread works for nobody
    }
}
