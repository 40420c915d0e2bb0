package io.stemedb.cluster.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final long STEP = 25_000_000;

    private long now;
    private final List<List<String>> messages = new ArrayList<>();
    private final List<CompletableFuture<List<String>>> answers = new ArrayList<>();

    private Courier<String, String> courier(long mostWaiting, int underWay) {
        return new Courier<>(
                things -> {
                    messages.add(things);
                    answers.add(new CompletableFuture<>());
                    return answers.get(answers.size() - 1);
                },
                thing -> 100,
                thing -> 1,
                result -> !result.equals("refused"),
                mostWaiting,
                underWay,
                () -> now);
    }

    @Test
    void what_comes_while_a_message_is_on_its_way_goes_together_with_the_next_one() {
        Courier<String, String> courier = courier(10_000, 1);
        CompletableFuture<String> first = courier.carry("a");
        CompletableFuture<String> second = courier.carry("b");
        CompletableFuture<String> third = courier.carry("c");
        assertThat(messages).containsExactly(List.of("a"));

        answers.get(0).complete(List.of("A"));
        assertThat(messages).containsExactly(List.of("a"), List.of("b", "c"));
        answers.get(1).complete(List.of("B", "C"));
        assertThat(List.of(first.join(), second.join(), third.join())).containsExactly("A", "B", "C");
    }

    @Test
    void a_message_that_takes_long_holds_up_only_what_is_in_it() {
        Courier<String, String> courier = courier(10_000, 2);
        now = STEP;
        CompletableFuture<String> slow = courier.carry("a");
        now += STEP - 1;
        CompletableFuture<String> second = courier.carry("b");
        assertThat(messages).containsExactly(List.of("a"));

        now++;
        courier.sendOn();
        assertThat(messages).containsExactly(List.of("a"), List.of("b"));
        answers.get(1).complete(List.of("B"));
        assertThat(second).isCompletedWithValue("B");
        assertThat(slow).isNotDone();

        now += STEP;
        List<CompletableFuture<String>> more =
                IntStream.range(0, 3).mapToObj(i -> courier.carry("" + i)).toList();
        now += STEP;
        courier.sendOn();
        assertThat(messages).as("two are under way").hasSize(3);
        assertThat(more).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void what_fills_a_message_goes_at_once() {
        Courier<String, String> courier = courier(1_000_000, 2);
        List<CompletableFuture<String>> handed =
                IntStream.range(0, 4_500).mapToObj(i -> courier.carry("" + i)).toList();
        assertThat(handed).noneMatch(CompletableFuture::isDone);
        assertThat(messages).extracting(List::size).containsExactly(1, 2_000);
    }

    @Test
    void what_is_handed_in_together_goes_together() {
        Courier<String, String> courier = courier(10_000, 1);
        List<CompletableFuture<String>> handed =
                IntStream.range(0, 3).mapToObj(i -> courier.handIn("" + i)).toList();
        assertThat(messages).isEmpty();

        courier.sendOn();
        assertThat(messages).containsExactly(List.of("0", "1", "2"));
        assertThat(handed).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void a_node_that_does_not_answer_costs_no_more_memory_than_its_bound() {
        Courier<String, String> courier = courier(1_000, 1);
        List<CompletableFuture<String>> handed =
                IntStream.range(0, 50).mapToObj(i -> courier.carry("" + i)).toList();

        assertThat(courier.backlog().bytes()).isLessThanOrEqualTo(1_000);
        assertThat(handed.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(50 - 1 - 10);
    }

    @Test
    void everything_in_a_message_that_fails_fails_and_the_next_one_goes() {
        Courier<String, String> courier = courier(10_000, 1);
        CompletableFuture<String> first = courier.carry("a");
        CompletableFuture<String> second = courier.carry("b");
        answers.get(0).completeExceptionally(new IllegalStateException("gone"));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        assertThat(messages).hasSize(2);
    }

    @Test
    void the_oldest_that_has_no_answer_is_known_and_the_last_that_did_not_arrive() {
        Courier<String, String> courier = courier(10_000, 2);
        assertThat(courier.backlog()).isEqualTo(Backlog.NONE);
        for (long time = 10; time < 14; time++) {
            now = time * STEP;
            var unused = courier.carry("" + time);
        }
        assertThat(messages).containsExactly(List.of("10"), List.of("11"));
        assertThat(courier.backlog()).isEqualTo(new Backlog(200, 4, 10 * STEP, null));

        answers.get(0).complete(List.of("taken"));
        assertThat(courier.backlog()).isEqualTo(new Backlog(0, 3, 11 * STEP, null));
        answers.get(1).complete(List.of("refused"));
        assertThat(courier.backlog()).isEqualTo(new Backlog(0, 2, 12 * STEP, 11 * STEP));
        answers.get(2).completeExceptionally(new IllegalStateException("gone"));
        assertThat(courier.backlog()).isEqualTo(new Backlog(0, 0, null, 13 * STEP));
    }

    @Test
    void a_node_owes_an_answer_since_it_was_sent_a_message_whatever_waits_here() {
        Courier<String, String> courier = courier(10_000, 1);
        assertThat(courier.silentNanos()).isZero();
        var first = courier.carry("a");
        now += STEP;
        var second = courier.carry("b");
        now += STEP;
        assertThat(courier.silentNanos()).isEqualTo(2 * STEP);
        answers.get(0).complete(List.of("A"));
        now += 1;
        assertThat(courier.silentNanos()).isEqualTo(1);
        answers.get(1).complete(List.of("B"));
        assertThat(courier.silentNanos()).isZero();
        assertThat(List.of(first.join(), second.join())).containsExactly("A", "B");
    }

    @Test
    void what_finds_no_room_did_not_arrive() {
        Courier<String, String> courier = courier(100, 1);
        for (now = 1; now < 4; now++) {
            var unused = courier.carry("" + now);
        }
        assertThat(courier.backlog()).isEqualTo(new Backlog(100, 2, 1L, 3L));
    }
}
