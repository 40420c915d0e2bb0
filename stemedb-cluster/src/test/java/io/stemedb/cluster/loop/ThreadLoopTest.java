package io.stemedb.cluster.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {
    @Test
    void work_that_waits_for_its_own_loop_fails_and_the_loop_goes_on() throws Exception {
        try (ThreadLoop loop = new ThreadLoop("test-loop")) {
            CompletableFuture<String> never = loop.promise();
            CompletableFuture<Object> failed = new CompletableFuture<>();
            loop.execute(() -> failed.complete(catchFailure(never)));
            assertThat(failed.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);

            CompletableFuture<String> later = loop.promise();
            loop.execute(() -> later.complete("done"));
            assertThat(later.get(10, TimeUnit.SECONDS)).isEqualTo("done");
        }
    }

    @Test
    void what_is_there_already_may_be_taken_on_the_loop() throws Exception {
        try (ThreadLoop loop = new ThreadLoop("test-loop")) {
            CompletableFuture<String> taken = new CompletableFuture<>();
            loop.execute(() -> {
                CompletableFuture<String> there = loop.promise();
                there.complete("there");
                taken.complete(there.join());
            });
            assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo("there");
        }
    }

    @Test
    void what_follows_from_such_work_is_not_waited_for_on_the_loop_either() throws Exception {
        try (ThreadLoop loop = new ThreadLoop("test-loop")) {
            CompletableFuture<Object> failed = new CompletableFuture<>();
            loop.execute(
                    () -> failed.complete(catchFailure(loop.<String>promise().thenApply(String::strip))));
            assertThat(failed.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Object catchFailure(CompletableFuture<String> waited) {
        try {
            return waited.join();
        } catch (IllegalStateException refused) {
            return refused;
        }
    }
}
