package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.peer.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A question goes to one node after the other, and to the second one beside the first if that one is late. */
class InquiryTest {
    private static final byte[] ANSWER = {42};

    private final Map<String, CompletableFuture<byte[]>> asked = new TreeMap<>();
    private final List<Runnable> late = new ArrayList<>();

    private CompletableFuture<byte[]> ask(String... nodes) {
        return new Inquiry(
                        List.of(nodes),
                        node -> asked.computeIfAbsent(node, name -> new CompletableFuture<>()),
                        node -> Runnable::run,
                        UnreachableException.class::isInstance,
                        cause -> new IllegalStateException("told", cause))
                .begin(late::add);
    }

    private static UnreachableException gone() {
        return new UnreachableException("gone");
    }

    @Test
    void who_answers_in_time_is_the_only_one_asked() {
        CompletableFuture<byte[]> answer = ask("a", "b");
        asked.get("a").complete(ANSWER);
        late.forEach(Runnable::run);
        assertThat(answer.join()).isEqualTo(ANSWER);
        assertThat(asked).containsOnlyKeys("a");
    }

    @Test
    void the_next_is_asked_beside_one_who_is_late_and_who_is_slower_is_let_go() {
        CompletableFuture<byte[]> answer = ask("a", "b", "c");
        late.forEach(Runnable::run);
        late.forEach(Runnable::run);
        assertThat(asked).as("one more, and no others").containsOnlyKeys("a", "b");
        asked.get("b").complete(ANSWER);
        assertThat(answer.join()).isEqualTo(ANSWER);
        assertThat(asked.get("a")).isCancelled();
    }

    @Test
    void the_first_may_still_answer_if_the_one_beside_it_fails() {
        CompletableFuture<byte[]> answer = ask("a", "b");
        late.forEach(Runnable::run);
        asked.get("b").completeExceptionally(gone());
        assertThat(answer).isNotDone();
        asked.get("a").complete(ANSWER);
        assertThat(answer.join()).isEqualTo(ANSWER);
    }

    @Test
    void who_fails_is_followed_by_the_next_until_there_is_none() {
        CompletableFuture<byte[]> answer = ask("a", "b");
        asked.get("a").completeExceptionally(gone());
        assertThat(answer).isNotDone();
        asked.get("b").completeExceptionally(gone());
        assertThatThrownBy(answer::join)
                .hasRootCauseInstanceOf(UnreachableException.class)
                .hasMessageContaining("told");
    }

    @Test
    void what_is_wrong_with_the_question_is_asked_of_nobody_else() {
        CompletableFuture<byte[]> answer = ask("a", "b");
        asked.get("a").completeExceptionally(new IllegalArgumentException());
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(asked).containsOnlyKeys("a");
    }

    @Test
    void one_alone_is_never_late() {
        assertThat(ask("a")).isNotDone();
        assertThat(late).isEmpty();
    }

    @Test
    void only_the_first_is_asked_on_the_thread_of_who_asks_and_none_on_one_that_found_it_late_or_gone() {
        List<Runnable> elsewhere = new ArrayList<>();
        CompletableFuture<byte[]> answer = new Inquiry(
                        List.of("a", "b", "c"),
                        node -> asked.computeIfAbsent(node, name -> new CompletableFuture<>()),
                        node -> elsewhere::add,
                        UnreachableException.class::isInstance,
                        cause -> cause)
                .begin(late::add);
        late.forEach(Runnable::run);
        assertThat(asked).containsOnlyKeys("a");
        elsewhere.remove(0).run();
        asked.get("b").completeExceptionally(gone());
        assertThat(asked).containsOnlyKeys("a", "b");
        elsewhere.remove(0).run();
        asked.get("c").complete(ANSWER);
        assertThat(answer.join()).isEqualTo(ANSWER);
    }

    @Test
    void a_node_that_cannot_even_be_asked_is_followed_by_the_next() {
        CompletableFuture<byte[]> answer = new Inquiry(
                        List.of("a", "b"),
                        node -> {
                            if (node.equals("a")) {
                                throw gone();
                            }
                            return CompletableFuture.completedFuture(ANSWER);
                        },
                        node -> Runnable::run,
                        UnreachableException.class::isInstance,
                        cause -> cause)
                .begin(late::add);
        assertThat(answer.join()).isEqualTo(ANSWER);
    }

    @Test
    void whoever_asks_a_node_that_stops_meanwhile_hears_so() {
        CompletableFuture<byte[]> answer = new Inquiry(
                        List.of("a", "b", "c"),
                        node -> CompletableFuture.failedFuture(gone()),
                        node -> work -> {
                            throw new RejectedExecutionException();
                        },
                        UnreachableException.class::isInstance,
                        cause -> cause)
                .begin(late::add);
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(UnreachableException.class)
                .hasMessageContaining("this node stops");
    }
}
