package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a repair believes of a journal whose beginning, end or headers are gone. */
class LostJournalTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void a_journal_that_begins_too_late_is_no_reason_to_forget_what_is_before_it() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 1L << 40);
        node.write(1_200);
        node.disk.delete(node.files("wal", ".wal").get(0));
        assertThatThrownBy(node::open).isInstanceOf(IOException.class);
        node.repair().apply(node.repair().plan(), told::add);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isNotEmpty();
        }
    }

    @Test
    void a_damaged_header_of_the_oldest_segment_that_is_kept_costs_nothing_behind_it() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
        node.write(3_000);
        List<Path> segments = node.files("wal", ".wal");
        assertThat(segments.get(0).toString()).doesNotContain("0000000000000001.wal");
        node.disk.damage(segments.get(0), 10);
        node.repair().apply(node.repair().plan(), told::add);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
            assertThat(open.store().statistics().assertions()).isEqualTo(3_000);
        }
    }

    @Test
    void a_damaged_header_behind_a_missing_segment_costs_nothing_behind_it() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 1L << 40);
        node.write(2_400);
        List<Path> segments = node.files("wal", ".wal");
        assertThat(segments).hasSizeGreaterThan(3);
        StoppedNode other = new StoppedNode(Retention.all(), 1L << 40);
        other.write(2_400);
        for (StoppedNode one : List.of(node, other)) {
            one.disk.delete(segments.get(1));
        }
        node.disk.damage(segments.get(2), 10);
        for (StoppedNode one : List.of(node, other)) {
            one.repair().apply(one.repair().plan(), told::add);
            one.repair().acceptLoss();
        }
        try (Database one = node.open();
                Database two = other.open()) {
            assertThat(StoppedNode.walked(one)).isEqualTo(StoppedNode.walked(two));
        }
    }

    @Test
    void where_the_end_of_the_journal_is_gone_with_its_witness_every_shard_may_have_lost() throws IOException {
        for (long tableBytes : new long[] {16 * 1024, 1L << 40}) {
            StoppedNode node = new StoppedNode(Retention.all(), tableBytes);
            node.write(400);
            for (Path file : node.files("wal", "")) {
                node.disk.delete(file);
            }
            assertThatThrownBy(node::open).isInstanceOf(IOException.class);
            node.repair().apply(node.repair().plan(), told::add);
            assertThat(node.repair().plan().hasWork()).isFalse();
            try (Database open = node.open()) {
                assertThat(node.refused(open)).hasSize(400);
                assertThat(open.store().lost().sources())
                        .as("weights of sources too")
                        .isTrue();
            }
            assertThat(node.repair().acceptLoss()).isTrue();
            node.write(1);
        }
    }
}
