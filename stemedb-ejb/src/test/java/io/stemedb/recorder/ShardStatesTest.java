package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.reading.SlotRange;
import io.stemedb.store.PlainRoots;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState;
import io.stemedb.store.StoreStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shards hold and add up to, while tables become runs and runs are merged. */
class ShardStatesTest {
    private final SmallNode node = new SmallNode();
    private int written;

    private void write(Database database, int claims) {
        for (int i = 0; i < claims; i++) {
            String path = "a/" + ++written;
            Append append = new Append(
                    Claims.claim(written)
                            .in(path, "p")
                            .says("\"" + "x".repeat(200) + "\"")
                            .done()
                            .assertion(),
                    null,
                    null);
            var unused = database.recorder().submit(List.of(append));
            node.work(database);
        }
    }

    private static List<ShardState> states(Database database) {
        return database.store().shardStates().list();
    }

    private static void areRight(Database database) {
        assertThat(database.store().shardStates().holdings())
                .isEqualTo(states(database).stream()
                        .map(state ->
                                new ShardHolding(state.shard(), state.records(), state.bytes(), state.wholeness()))
                        .toList());
        for (ShardState state : states(database)) {
            List<Recorded> records = new ArrayList<>();
            try (var slots =
                    database.reader().slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false))) {
                while (slots.next()) {
                    if (PathHash.shardOf(slots.conceptPath(), 64) == state.shard()) {
                        records.addAll(slots.claims());
                    }
                }
            }
            assertThat(state.records()).isEqualTo(records.size());
            assertThat(state.roots()).isEqualTo(PlainRoots.of(records, 64));
        }
    }

    @Test
    void each_record_shows_in_the_root_of_its_shard_alone() throws IOException {
        try (Database database = node.open(Played.NEVER_FULL)) {
            List<ShardState> before = states(database);
            write(database, 1);
            int shard = PathHash.shardOf("a/1", 64);
            assertThat(states(database).get(shard).bytes())
                    .as("it is in no run yet, and has its size all the same")
                    .isBetween(200L, 1_000L);
            for (ShardState after : states(database)) {
                ShardState was = before.get(after.shard());
                assertThat(after.equals(was)).isEqualTo(after.shard() != shard);
            }
        }
    }

    @Test
    void flush_merge_and_start_change_no_root() throws IOException {
        try (Database database = node.open()) {
            write(database, 700);
            assertThat(database.store().statistics().runs()).as("merged").hasSizeGreaterThan(1);
            areRight(database);
            StoreStatistics all = database.store().statistics();
            assertThat(states(database).stream().mapToLong(ShardState::bytes).sum())
                    .isBetween(all.runBytes() * 99 / 100, all.runBytes() * 101 / 100 + all.tableBytes());
        }
        try (Database again = node.open()) {
            areRight(again);
            write(again, 300);
            areRight(again);
        }
    }
}
