package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.MvMount;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run that cannot be finished, put in force, or read. */
class FailedRunTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 64;
    private static final long STORE = 7;
    private static final int A_RUN = 400;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Store store;
    private int applied;

    @BeforeEach
    void open() throws IOException {
        StoppedStore.create(disk, DB, STORE);
        store = reopened();
    }

    private Store reopened() throws IOException {
        return Store.open(
                disk, DB, STORE, new StoreOptions(SHARDS, Long.MAX_VALUE, 2, 1, Runnable::run, Runnable::run));
    }

    private void fill(int records) {
        for (int i = 0; i < records; i++) {
            applied++;
            Recorded record = Claims.claim(applied)
                    .in("a/" + applied, "p")
                    .says("\"" + "x".repeat(200) + "\"")
                    .done();
            int shard = PathHash.shardOf(record.assertion().conceptPath(), SHARDS);
            store.apply(RecordKey.of(shard, record), RecordFormat.encode(record));
        }
    }

    private List<String> runFiles() throws IOException {
        return disk.list(DB).stream().filter(name -> name.startsWith("run-")).toList();
    }

    private static DiskHook runningOutOfMemory(String ending) {
        return (operation, path) -> {
            if (operation == Operation.WRITE && path.toString().endsWith(ending)) {
                throw new OutOfMemoryError("played");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {".mv", ".side"})
    void a_run_that_any_error_ends_is_given_up_with_its_files(String ending) throws IOException {
        fill(A_RUN);
        disk.hook(runningOutOfMemory(ending));
        store.freeze(applied);
        assertThat(store.flushFailure()).isPresent();
        assertThat(runFiles()).isEmpty();
        disk.hook((operation, path) -> {});
        store.flushAgain();
        assertThat(store.flushFailure()).isEmpty();
    }

    @Test
    void a_run_that_no_manifest_can_name_goes() throws IOException {
        fill(A_RUN);
        disk.hook(new Faults().fail(Operation.CREATE, path -> path.endsWith("manifest.tmp"), 1, Faults.DISK_FULL));
        store.freeze(applied);
        assertThat(store.flushFailure()).isPresent();
        assertThat(runFiles()).isEmpty();
    }

    @Test
    void a_run_that_a_manifest_may_name_stays_until_another_manifest_is_in_force() throws IOException {
        fill(A_RUN);
        int last = applied;
        disk.hook(new Faults().fail(Operation.FORCE_DIRECTORY, path -> path.endsWith("db"), 2, Faults.IO_ERROR));
        store.freeze(applied);
        assertThat(store.flushFailure()).isPresent();
        assertThat(runFiles()).hasSize(2);
        Store found = reopened();
        assertThat(found.reader()
                        .find(Claims.claim(last).in("a/" + last, "p").done().id()))
                .as("the new manifest has its name already")
                .isPresent();
        found.close();
        store.flushAgain();
        assertThat(store.flushFailure()).isEmpty();
        assertThat(runFiles()).as("only the run that counts").hasSize(2);
    }

    @Test
    void a_run_that_opens_in_another_state_than_it_was_written_is_refused() throws IOException {
        fill(A_RUN);
        store.flushNow(applied);
        RunEntry entry = new ManifestFile(disk, DB).read().runs().get(0);
        RunEntry later = new RunEntry(
                entry.number(),
                entry.level(),
                entry.records() + 1,
                entry.fromLsn(),
                entry.toLsn(),
                entry.firstKey(),
                entry.lastKey(),
                entry.fileBytes(),
                entry.sideBytes(),
                entry.sideCheck(),
                entry.shards());
        try (MvMount mount = new MvMount(disk)) {
            Run.open(disk, mount, DB, entry, failure -> {}).close();
            assertThatThrownBy(() -> Run.open(disk, mount, DB, later, failure -> {}))
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("400 claims")
                    .hasMessageContaining("401");
        }
    }

    @Test
    void a_merge_that_fails_names_the_file_and_why() throws IOException {
        fill(A_RUN);
        store.flushNow(applied);
        String damaged = runFiles().get(0);
        disk.damage(DB.resolve(damaged), disk.size(DB.resolve(damaged)) / 2);
        LogLines log = new LogLines();
        Logger logger = Logger.getLogger(Merge.class.getName());
        logger.addHandler(log);
        try {
            fill(A_RUN);
            store.flushNow(applied);
        } finally {
            logger.removeHandler(log);
        }
        assertThat(log.lines).hasSize(1);
        assertThat(log.lines.get(0)).contains("could not be merged", damaged + " is damaged at byte");
        assertThat(runFiles()).as("two runs, and nothing left of the third").hasSize(4);
    }

    @Test
    void a_closed_store_says_so_to_late_readers() throws IOException {
        fill(1);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.reader().find(Claims.id(1)))
                .isInstanceOfSatisfying(
                        StemeException.class, late -> assertThat(late.refusal()).isEqualTo(Refusal.STARTING));
    }

    private static final class LogLines extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void a_damaged_run_is_not_waited_for_by_who_waits_for_room() throws IOException {
        fill(A_RUN);
        store.freeze(applied);
        for (int shard = 0; shard < SHARDS / 4; shard++) {
            assertThat(store.dropping().run(shard)).isTrue();
        }
        assertThat(store.owedBytes()).isPositive();
        StoreSurvey.RunState run = StoreSurvey.of(disk, DB, STORE).runs().get(0);
        Path file = DB.resolve(RunEntry.fileName(run.number()));
        store.damaged(new StoreSurvey.RunState(
                run.number(), run.records(), run.fromLsn(), run.toLsn(), run.shards(), file, 0, "it is damaged"));
        assertThat(store.damages()).hasSize(1);
        assertThat(store.owedBytes()).isZero();
    }
}
