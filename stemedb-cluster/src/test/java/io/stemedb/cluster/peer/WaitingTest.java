package io.stemedb.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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
