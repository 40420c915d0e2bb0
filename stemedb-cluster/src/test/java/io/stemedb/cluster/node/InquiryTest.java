package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.peer.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
}
