package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskFullException;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.PowerCut;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.merkle.Roots;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 4;
    private static final int FAN = 3;
    private static final int A_RUN = 100;
    private static final Executor NEVER = task -> {};

    private SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private MergePace pace = MergePace.FREE;
    private Store store;
    private int applied;

    @BeforeEach
    void create() throws IOException {
        StoppedStore.create(disk, DB, 7);
    }

    private void open(Executor merger) throws IOException {
        Merging merging = new Merging(bytes -> pace.wrote(bytes), Integer.MAX_VALUE, Long.MAX_VALUE);
        StoreOptions options = new StoreOptions(SHARDS, 10_000, FAN, 1_000_000, Runnable::run, merger, merging);
        store = Store.open(disk, DB, 7, options);
    }

    private void flush(int records) {
        applied = Filled.flush(store, SHARDS, applied, records);
    }

    private List<String> everything() {
        return Filled.everything(store);
    }

    private List<Roots> roots() {
        return store.shardStates().list().stream().map(ShardState::roots).toList();
    }

    private int runs() {
        return store.statistics().runs().stream().mapToInt(Integer::intValue).sum();
    }

    private List<String> runFiles() throws IOException {
        return disk.list(DB).stream().filter(name -> name.endsWith(".mv")).toList();
    }

    private void fillFiveRuns() throws IOException {
        open(NEVER);
        for (int i = 0; i < 5; i++) {
            flush(A_RUN);
        }
    }

    @Test
    void a_full_merge_whose_file_cannot_be_written_says_so() throws IOException {
        fillFiveRuns();
        int runs = runs();
        for (int nth = 1; nth <= 3; nth++) {
            Faults faults = new Faults();
            faults.fail(Operation.WRITE, path -> path.toString().endsWith(".mv"), nth, Faults.DISK_FULL);
            disk.hook(faults);
            assertThatThrownBy(() -> store.mergeAll(Progress.UNWATCHED))
                    .as("at write %d", nth)
                    .isInstanceOf(IOException.class);
            assertThat(runs()).isEqualTo(runs);
        }
    }

    @Test
    void a_full_merge_leaves_one_run_that_holds_the_same() throws IOException {
        fillFiveRuns();
        List<String> before = everything();
        StoreStatistics counts = store.statistics();
        List<Roots> roots = roots();
        List<Double> told = new ArrayList<>();
        store.mergeAll(new Progress() {
            @Override
            public void at(double fraction, String what) {
                told.add(fraction);
                assertThat(what).isIn("5 runs become 1", "waiting for a merge that is under way");
            }

            @Override
            public boolean aborted() {
                return false;
            }
        });
        assertThat(runs()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before).hasSize(5 * A_RUN);
        assertThat(store.statistics().shards()).isEqualTo(counts.shards());
        assertThat(roots()).isEqualTo(roots);
        assertThat(store.sources().count("anonymous")
                        + store.sources().names("", 10).size())
                .isPositive();
        assertThat(runFiles()).hasSize(1);
        assertThat(told).isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
    }

    @Test
    void a_full_merge_that_is_not_wanted_any_more_changes_nothing() throws IOException {
        open(NEVER);
        flush(2_000);
        flush(2_000);
        List<String> before = everything();
        store.mergeAll(new Progress() {
            @Override
            public void at(double fraction, String what) {}

            @Override
            public boolean aborted() {
                return true;
            }
        });
        assertThat(runs()).isEqualTo(2);
        assertThat(runFiles()).hasSize(2);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_kill_in_any_operation_of_a_full_merge_leaves_all_there_and_it_can_be_done_again() throws IOException {
        fillFiveRuns();
        List<String> before = everything();
        boolean ended = false;
        for (int operation = 1; !ended; operation++) {
            ended = mergedBefore(operation);
            disk.hook((kind, path) -> {});
            disk = ended || operation % 2 == 0 ? disk.cutPower() : disk.killProcess();
            store.close();
            open(NEVER);
            assertThat(everything()).as("killed in operation %d", operation).isEqualTo(before);
            assertThat(runFiles()).hasSize(runs());
        }
        assertThat(runs()).isEqualTo(1);
    }

    private boolean mergedBefore(int operations) throws IOException {
        int[] left = {operations};
        disk.hook((kind, path) -> {
            if (kind != Operation.READ && --left[0] == 0) {
                throw new PowerCut(kind + " of " + path);
            }
        });
        try {
            store.mergeAll(Progress.UNWATCHED);
            return left[0] > 0 && runs() == 1;
        } catch (PowerCut | IOException killed) {
            return false;
        }
    }

    @Test
    void old_runs_stay_until_the_manifest_without_them_is_forced() throws IOException {
        fillFiveRuns();
        List<String> operations = new ArrayList<>();
        disk.hook((kind, path) -> operations.add(kind + " " + path.getFileName()));
        store.mergeAll(Progress.UNWATCHED);
        int renamed = operations.indexOf("RENAME manifest.tmp");
        int forced = renamed + operations.subList(renamed, operations.size()).indexOf("FORCE_DIRECTORY db");
        assertThat(renamed).isPositive();
        for (String old : List.of("run-0000000001.mv", "run-0000000005.side")) {
            assertThat(operations.indexOf("DELETE " + old)).as(old).isGreaterThan(forced);
        }
    }

    @Test
    void a_merge_without_room_waits_says_so_and_goes_on_by_itself() throws IOException {
        open(NEVER);
        flush(A_RUN);
        long aRun = disk.used();
        store.close();
        open(Runnable::run);
        disk.capacity(disk.used() + 4 * aRun);
        flush(A_RUN);
        flush(A_RUN);
        assertThat(runs()).isEqualTo(3);
        assertThat(store.mergeDebt().waitingForSpace()).isTrue();
        assertThat(store.mergeDebt().runs()).isEqualTo(3);
        assertThat(store.mergeDebt().bytes()).isEqualTo(store.statistics().runBytes());
        assertThatThrownBy(() -> {
                    disk.capacity(disk.used());
                    store.mergeAll(Progress.UNWATCHED);
                })
                .isInstanceOf(DiskFullException.class);
        disk.capacity(Long.MAX_VALUE);
        store.flushAgain();
        assertThat(runs()).isEqualTo(1);
        assertThat(store.mergeDebt()).isEqualTo(new MergeDebt(0, 0, false));
    }

    @Test
    void small_runs_do_not_pile_up_behind_a_large_merge() throws IOException {
        List<Runnable> waiting = new ArrayList<>();
        open(waiting::add);
        flush(2_000);
        flush(2_000);
        flush(2_000);
        List<Integer> backlog = new ArrayList<>();
        pace = bytes -> {
            flush(10);
            backlog.add(store.mergeDebt().runs());
        };
        store.mergeAll(Progress.UNWATCHED);
        assertThat(backlog).hasSizeGreaterThan(2 * FAN).allMatch(runs -> runs <= 2 * FAN);
        assertThat(everything()).hasSize(applied);
    }

    @Test
    void what_becomes_due_beside_a_full_merge_leaves_alone_what_that_comes_to_later() throws IOException {
        Merging merging = new Merging(MergePace.FREE, Integer.MAX_VALUE, 4_100);
        StoreOptions options = new StoreOptions(SHARDS, 10_000, FAN, 1_000_000, Runnable::run, NEVER, merging);
        store = Store.open(disk, DB, 7, options);
        for (int records : new int[] {2_000, 2_000, 200, 200, 200}) {
            flush(records);
        }
        store.mergeAll(Progress.UNWATCHED);
        assertThat(runs()).isEqualTo(2);
        assertThat(everything()).hasSize(applied);
    }

    @Test
    void a_scrub_keeps_only_the_run_that_it_reads() throws IOException {
        open(NEVER);
        for (int i = 0; i < 5; i++) {
            flush(A_RUN);
        }
        List<Integer> files = new ArrayList<>();
        store.scrub().run((file, bytes) -> {
            try {
                store.mergeAll(Progress.UNWATCHED);
                files.add(runFiles().size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(files).isNotEmpty().allMatch(count -> count <= 2);
        assertThat(runFiles()).hasSize(1);
    }

    /** Four runs, of which no more than two fit into one. */
    private void fillFourLargeRuns() throws IOException {
        Merging merging = new Merging(MergePace.FREE, Integer.MAX_VALUE, 4_100);
        StoreOptions options = new StoreOptions(SHARDS, 10_000, FAN, 1_000_000, Runnable::run, NEVER, merging);
        store = Store.open(disk, DB, 7, options);
        for (int i = 0; i < 4; i++) {
            flush(2_000);
        }
    }

    @Test
    void a_full_merge_that_finds_nothing_to_merge_is_no_full_disk() throws IOException {
        fillFourLargeRuns();
        store.mergeAll(Progress.UNWATCHED);
        assertThat(runs()).isEqualTo(2);
        Told told = new Told();
        store.mergeAll(told);
        assertThat(told.last).isEqualTo("2 runs stay as they are");
    }

    @Test
    void a_full_merge_whose_room_is_taken_meanwhile_says_how_far_it_came() throws IOException {
        fillFourLargeRuns();
        Told told = new Told();
        try (Pin reader = store.pin()) { // keeps the old runs
            disk.capacity(disk.used() + disk.used() * 3 / 4);
            store.mergeAll(told);
        }
        assertThat(runs()).isEqualTo(3);
        assertThat(told.last).startsWith("4 runs became 3");
    }

    private static final class Told implements Progress {
        private String last;

        @Override
        public void at(double fraction, String what) {
            last = what;
        }

        @Override
        public boolean aborted() {
            return false;
        }
    }
}
