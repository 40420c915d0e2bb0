package io.stemedb.cluster.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.Archiver;
import io.stemedb.archive.Gone;
import io.stemedb.archive.Holdings;
import io.stemedb.backup.LastBackup;
import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.EngineStatus;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.GroupStatistics;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.scrub.LastScrub;
import io.stemedb.store.Damage;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState.Wholeness;
import io.stemedb.store.StoppedStore.Lost;
import io.stemedb.store.StoreStatistics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Optional<Disk> ROOM = Optional.of(new Disk(60, 100));
    private static final Lost NOTHING_LOST = new Lost(Path.of("/d/db/lost"), 0, Set.of(), false);

    private StemeException refusal;
    private boolean flushFailing;
    private Archiver.State archive;
    private List<Damage> damages = List.of();
    private Lost lost = NOTHING_LOST;
    private LastScrub scrub = LastScrub.NEVER;
    private LastBackup backup = LastBackup.NEVER;
    private MergeDebt debt = new MergeDebt(0, 0, false);
    private long heldBackMillis;

    private EngineStatus status() {
        return new EngineStatus(
                "node-1",
                refusal,
                flushFailing,
                new StoreStatistics(Map.of(3, 5L, 7, 2L), List.of(2, 0, 1), List.of(100L, 0L, 900L), 64),
                new GroupStatistics(),
                5_000,
                3_000,
                new Database.Opening(false, 0, null),
                0,
                archive,
                damages,
                lost,
                scrub,
                backup,
                debt,
                heldBackMillis);
    }

    private Held held(ShardHolding... shards) {
        return Looks.held(status(), List.of(shards), List.of(), ROOM, Optional.empty());
    }

    private static Archiver.State archived(String failure, List<Holdings.Gap> gaps, List<Gone> gone) {
        return new Archiver.State(4_000, 1, failure, gaps, gone, 0);
    }

    private static Damage damage(Damage.State state) {
        return new Damage(Path.of("/d/db/run-4.mv"), 8192, state, "a sum is wrong");
    }

    @Test
    void the_figures_are_those_of_the_engine() {
        Held held = held();

        assertThat(held.nodeId()).isEqualTo("node-1");
        assertThat(held.assertions()).isEqualTo(7);
        assertThat(held.runs()).isEqualTo(3);
        assertThat(held.runBytes()).isEqualTo(1_000);
        assertThat(held.tableBytes()).isEqualTo(64);
        assertThat(held.disk()).isEqualTo(ROOM);
        assertThat(held.archive()).isEmpty();
        assertThat(held.lastScrub()).isEmpty();
        assertThat(held.lastBackup()).isEmpty();
        assertThat(held.concerns()).isEmpty();
        assertThat(Looks.state(status(), "", Optional.empty())).isEqualTo(State.HEALTHY);
        assertThat(Looks.state(status(), "no-majority", Optional.empty())).isEqualTo(State.NO_MAJORITY);
        assertThat(Looks.state(status(), "waiting", Optional.empty())).isEqualTo(State.WAITING);
    }

    @Test
    void a_shard_is_as_whole_as_the_store_says() {
        assertThat(held(
                                new ShardHolding(0, 10, 100, Wholeness.FILLED),
                                new ShardHolding(1, 10, 100, Wholeness.DAMAGED),
                                new ShardHolding(2, 10, 100, Wholeness.LOST))
                        .shards())
                .containsExactly(
                        new Shard(0, 10, 100, ShardCondition.FILLED, false),
                        new Shard(1, 10, 100, ShardCondition.DAMAGED, false),
                        new Shard(2, 10, 100, ShardCondition.LOST, false));
    }

    @Test
    void a_node_that_takes_no_writes_says_why_and_which_page_helps() {
        refusal = StemeException.of(Refusal.DISK_FULL, "no room is left");

        assertThat(Looks.state(status(), "no-majority", Optional.empty())).isEqualTo(State.READ_ONLY);
        assertThat(held().concerns())
                .containsExactly(new Concern(
                        true, "No writes are taken (disk-full): no room is left", "See docs/operations/full-disk.md"));
    }

    @Test
    void what_is_urgent_comes_first() {
        damages = List.of(damage(Damage.State.HEALING), damage(Damage.State.NOT_HEALED));
        archive = archived(null, List.of(new Holdings.Gap(10, 20)), List.of());
        flushFailing = true;

        assertThat(held().concerns()).extracting(Concern::urgent).containsExactly(true, true, false, false);
        assertThat(held().concerns())
                .extracting(Concern::what)
                .anySatisfy(what -> assertThat(what).contains("run-4.mv", "8192", "could not be rebuilt"))
                .anySatisfy(what -> assertThat(what).contains("LSN 10 to 20"));
    }

    @Test
    void all_that_can_be_the_matter_is_named() {
        lost = new Lost(Path.of("/d/db/lost"), 2, Set.of(7), true);
        scrub = new LastScrub(0, 1_000_000, 5, 0, List.of("1.wal at 17"), List.of("2.wal at 18"));
        archive = archived("no such folder", List.of(), List.of(new Gone(3, 4, 30, 40, 0, 60)));
        debt = new MergeDebt(4, 100, true);

        assertThat(Concerns.of(status(), Optional.of(new Disk(9, 100)), Optional.empty()))
                .extracting(Concern::what)
                .satisfiesExactly(
                        what -> assertThat(what).contains("2 slots", "shards [7]"),
                        what -> assertThat(what).contains("journal", "1.wal at 17"),
                        what -> assertThat(what).contains("archive", "2.wal at 18"),
                        what -> assertThat(what).contains("archived", "no such folder"),
                        what -> assertThat(what).contains("gone", "segments 3 to 4"),
                        what -> assertThat(what).contains("Merges wait"),
                        what -> assertThat(what).contains("tenth of the disk"));
    }

    @Test
    void writers_that_are_held_back_are_a_concern_and_merges_that_are_only_behind_are_none() {
        debt = new MergeDebt(4, 100, false);
        assertThat(held().concerns()).isEmpty();

        heldBackMillis = 40;
        assertThat(held().concerns())
                .singleElement()
                .satisfies(concern -> assertThat(concern.what()).contains("40 ms", "4 files"));
    }

    @Test
    void the_archive_says_how_far_it_is_behind() {
        archive = archived("no such folder", List.of(new Holdings.Gap(1, 2)), List.of());

        assertThat(held().archive()).contains(new Archive(1_000, 1, true));
    }

    @Test
    void the_last_scrub_and_backup_are_times() {
        backup = new LastBackup(2_000_000, 5, "/b");
        scrub = new LastScrub(0, 1_000_001, 5, 0, List.of(), List.of());

        assertThat(held().lastScrub()).contains(Instant.parse("1970-01-01T00:00:01.000001Z"));
        assertThat(held().lastBackup()).contains(Instant.parse("1970-01-01T00:00:02Z"));
    }

    @Test
    void work_that_has_ended_is_left_out() {
        Held held = Looks.held(
                status(),
                List.of(),
                List.of(task(Task.State.RUNNING), task(Task.State.SUCCEEDED)),
                Optional.empty(),
                Optional.empty());

        assertThat(held.work()).containsExactly(new Work("backup", "copying", 0.4, false, false));
        assertThat(held.disk()).isEmpty();
    }

    private static Task task(Task.State state) {
        Instant end = state == Task.State.SUCCEEDED ? Instant.EPOCH : null;
        return new Task(
                "1", "backup", state, 0.4, false, "copying", "node-1", "asked for", null, null, Instant.EPOCH, end);
    }
}
