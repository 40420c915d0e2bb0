package io.stemedb.cluster.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.record.StoredRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private final Map<String, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();

    private final Set<String> removed = new HashSet<>();

    private Spread spread(int needed, String... others) {
        return new Spread(
                List.of(new StoredRecord(new byte[0], new byte[0])),
                "a",
                List.of(others),
                needed,
                (node, record) -> {
                    asked.put(node, new CompletableFuture<>());
                    return asked.get(node);
                },
                node -> !removed.contains(node));
    }

    @Test
    void what_a_node_has_that_was_removed_meanwhile_does_not_count() {
        Spread spread = spread(2, "b", "c");
        spread.start(2, nobody -> false);
        removed.add("b");
        asked.get("b").complete(true);
        assertThat(spread.end()).isNotDone();
        asked.get("c").complete(true);
        assertThat(spread.end()).isCompletedWithValue(Spread.End.ENOUGH);

        Spread own = spread(2, "d");
        own.start(1, nobody -> false);
        removed.add("a");
        asked.get("d").complete(true);
        assertThat(own.end()).as("of this node").isCompletedWithValue(Spread.End.UNKNOWN);
    }

    @Test
    void it_ends_once_enough_nodes_have_it() {
        Spread spread = spread(2, "b", "c");
        spread.start(2, nobody -> false);
        assertThat(asked).containsOnlyKeys("b", "c");
        asked.get("c").complete(true);
        assertThat(spread.end()).isCompletedWithValue(Spread.End.ENOUGH);
    }

    @Test
    void a_node_that_refuses_or_fails_is_replaced_by_the_next() {
        Spread spread = spread(2, "b", "c", "d");
        spread.start(1, nobody -> false);
        asked.get("b").complete(false);
        assertThat(asked).containsOnlyKeys("b", "c");
        asked.get("c").completeExceptionally(new IllegalStateException("gone"));
        assertThat(asked).containsOnlyKeys("b", "c", "d");
        asked.get("d").complete(true);
        assertThat(spread.end()).isCompletedWithValue(Spread.End.ENOUGH);
    }

    @Test
    void a_late_answer_has_one_more_node_asked_and_counts_when_it_comes() {
        Spread spread = spread(2, "b", "c");
        spread.start(1, nobody -> false);
        spread.hurry("b"::equals);
        spread.hurry("b"::equals);
        assertThat(asked).containsOnlyKeys("b", "c");
        asked.get("b").complete(true);
        assertThat(spread.end()).isCompletedWithValue(Spread.End.ENOUGH);
    }

    @Test
    void nobody_else_is_asked_as_long_as_the_nodes_that_were_asked_are_in_time() {
        Spread spread = spread(2, "b", "c");
        spread.start(1, nobody -> false);
        spread.hurry("c"::equals);
        assertThat(asked).containsOnlyKeys("b");
        spread.hurry("b"::equals);
        assertThat(asked).containsOnlyKeys("b", "c");
    }

    @Test
    void nobody_knows_how_it_ended_if_all_have_failed_or_it_took_too_long() {
        Spread failed = spread(2, "b");
        failed.start(1, nobody -> false);
        asked.get("b").complete(false);
        assertThat(failed.end()).isCompletedWithValue(Spread.End.UNKNOWN);

        Spread late = spread(2, "b");
        late.start(1, nobody -> false);
        late.giveUp();
        assertThat(late.end()).isCompletedWithValue(Spread.End.UNKNOWN);
    }

    @Test
    void what_one_disk_may_acknowledge_waits_for_nobody_and_is_sent_all_the_same() {
        Spread spread = spread(1, "b");
        spread.start(1, nobody -> false);
        assertThat(spread.end()).isCompletedWithValue(Spread.End.ENOUGH);
        assertThat(asked).containsOnlyKeys("b");
    }

    @Test
    void for_a_node_that_is_known_to_be_slow_one_more_is_asked_at_once_if_the_others_are_too_few() {
        spread(2, "b", "c", "d").start(1, "b"::equals);
        assertThat(asked).containsOnlyKeys("b", "c");
        asked.clear();
        spread(2, "b", "c", "d").start(2, "b"::equals);
        assertThat(asked).as("c is enough").containsOnlyKeys("b", "c");
        asked.clear();
        spread(3, "b", "c", "d").start(2, "c"::equals);
        assertThat(asked).containsOnlyKeys("b", "c", "d");
        asked.clear();
        spread(2, "b").start(1, "b"::equals);
        assertThat(asked).as("there is nobody else").containsOnlyKeys("b");
    }
}
