package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that no manifest names, and what is damaged in them. */
class FromRunsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void a_bad_block_costs_what_is_in_it_and_not_what_is_behind_it() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
        node.write(3_000);
        node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
        Path run = node.files("db", ".mv").get(0);
        node.disk.damage(run, node.disk.size(run) / 4);
        node.repair().apply(node.repair().plan(), told::add);
        assertThat(told).anyMatch(line -> line.contains("not all of it can be read"));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isNotEmpty();
        }
        assertThat(node.repair().acceptLoss()).isTrue();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSizeBetween(2_800, 2_999);
        }
    }
}
