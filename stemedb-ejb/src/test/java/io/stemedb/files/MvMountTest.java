package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvMountTest {
    private static final int ENTRIES = 5_000;

    @TempDir
    Path folder;

    private final Disk disk = new LocalDisk();
    private final MvMount mount = new MvMount(disk);

    @AfterEach
    void unmount() {
        mount.close();
    }

    @Test
    void what_mvstore_wrote_through_a_disk_it_reads_back_checked() throws IOException {
        BlockChecks checks = writtenRun(run());
        try (MVStore store = mount.openChecked(run(), checks, new MVStore.Builder())) {
            MVMap<Integer, String> map = store.openMap("claims");
            assertThat(map.sizeAsLong()).isEqualTo(ENTRIES);
            for (int key = 0; key < ENTRIES; key++) {
                assertThat(map.get(key)).isEqualTo(valueOf(key));
            }
        }
    }

    @Test
    void a_file_may_have_any_name() throws IOException {
        Path odd = folder.resolve("a\\b%5Cc%25 d:e?f#g~ü");
        BlockChecks checks = writtenRun(odd);
        try (Stream<Path> files = Files.list(folder);
                MVStore store = mount.openChecked(odd, checks, new MVStore.Builder())) {
            assertThat(files).contains(odd);
            assertThat(store.<Integer, String>openMap("claims").get(1)).isEqualTo(valueOf(1));
        }
    }

    @Test
    void two_disks_are_mounted_side_by_side() throws IOException {
        try (MvMount other = new MvMount(new LocalDisk())) {
            assertThat(other.nameOf(run())).isNotEqualTo(mount.nameOf(run()));
            BlockChecks checks = writtenRun(run());
            try (MVStore one = mount.openChecked(run(), checks, new MVStore.Builder());
                    MVStore two = other.openChecked(run(), checks, new MVStore.Builder())) {
                assertThat(one.<Integer, String>openMap("claims").get(1)).isEqualTo(valueOf(1));
                assertThat(two.<Integer, String>openMap("claims").get(1)).isEqualTo(valueOf(1));
            }
        }
    }

    /** MVStore alone answers most of such flips with a wrong value, or with an older or empty store. */
    @Test
    void a_flipped_byte_anywhere_is_reported_and_never_an_answer() throws IOException {
        BlockChecks checks = writtenRun(run());
        Random random = new Random(42);
        int atOpening = 0;
        for (int i = 0; i < 300; i++) {
            long at = i < 40 ? i * 200L : random.nextLong(checks.length());
            flip(at);
            try (MVStore store = mount.openChecked(run(), checks, new MVStore.Builder())) {
                assertThat(damageFoundByReadingEverything(store))
                        .as("damage at byte %d", at)
                        .isEqualTo(at / 4096 * 4096);
            } catch (DamagedBlockException damage) {
                assertThat(damage.offset()).isEqualTo(at / 4096 * 4096);
                atOpening++;
            }
            flip(at);
        }
        assertThat(atOpening).as("found while the run was opened").isPositive();
    }

    /** Which it need not touch: a block that holds only what MVStore does not read when it reads everything. */
    private long damageFoundByReadingEverything(MVStore store) throws IOException {
        MVMap<Integer, String> map = store.openMap("claims");
        Long found = null;
        for (int key = 0; key < ENTRIES; key++) {
            try {
                assertThat(map.get(key)).isEqualTo(valueOf(key));
            } catch (MVStoreException failure) {
                found = DamagedBlockException.behind(failure).orElseThrow().offset();
            }
        }
        if (found == null) { // a chunk's footer or table of contents
            found = scrubbed();
        }
        return found;
    }

    private long scrubbed() throws IOException {
        try (CheckedFile file = CheckedFile.open(disk, run(), lastChecks)) {
            file.verifyAll();
            return -1;
        } catch (DamagedBlockException damage) {
            return damage.offset();
        }
    }

    @Test
    void damage_in_one_block_leaves_the_answers_of_the_others_right() throws IOException {
        BlockChecks checks = writtenRun(run());
        flip(checks.length() / 2);
        try (MVStore store = mount.openChecked(run(), checks, new MVStore.Builder())) {
            MVMap<Integer, String> map = store.openMap("claims");
            int right = 0;
            for (int key = 0; key < ENTRIES; key++) {
                try {
                    assertThat(map.get(key)).isEqualTo(valueOf(key));
                    right++;
                } catch (MVStoreException damaged) {
                    assertThat(DamagedBlockException.behind(damaged)).isPresent();
                }
            }
            assertThat(right).isBetween(ENTRIES / 2, ENTRIES - 1);
        }
    }

    @Test
    void a_cut_run_is_refused_and_not_opened_at_an_older_state() throws IOException {
        BlockChecks checks = writtenRun(run());
        try (DiskFile file = disk.open(run())) {
            file.truncate(checks.length() - 1);
        }
        assertThatThrownBy(() -> mount.openChecked(run(), checks, new MVStore.Builder()))
                .isInstanceOf(DamagedBlockException.class)
                .hasMessageContaining(run().toString());
    }

    @Test
    void a_file_that_never_was_a_run_is_refused() throws IOException {
        try (DiskFile file = disk.create(run())) {
            file.write(ByteBuffer.allocate(20_000), 0);
            BlockChecks checks = BlockChecks.of(file);
            assertThatThrownBy(() -> mount.openChecked(run(), checks, new MVStore.Builder()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot open");
        }
    }

    @Test
    void a_run_that_was_closed_and_forced_is_whole_after_a_power_cut() throws IOException {
        SimulatedDisk before = new SimulatedDisk(new SplittableRandom(1));
        Path path = Path.of("/run");
        BlockChecks checks;
        try (MvMount simulated = new MvMount(before)) {
            write(simulated, path);
            try (DiskFile file = before.open(path)) {
                checks = BlockChecks.of(file);
                file.force();
            }
            before.forceDirectory(Path.of("/"));
        }
        try (MvMount simulated = new MvMount(before.cutPower());
                MVStore store = simulated.openChecked(path, checks, new MVStore.Builder())) {
            assertThat(store.<Integer, String>openMap("claims").sizeAsLong()).isEqualTo(ENTRIES);
        }
    }

    /** A read that fails once must not lead MVStore to what an older chunk says: it gets nothing more of this file. */
    @Test
    void after_a_failed_read_while_a_run_is_opened_nothing_more_is_read_of_it() throws IOException {
        BlockChecks checks = writtenRun(run());
        for (int nth = 1; nth <= 4; nth++) {
            FailingOnce failing = new FailingOnce(disk, nth);
            try (MvMount mounted = new MvMount(failing)) {
                assertThatThrownBy(() -> mounted.openChecked(run(), checks, new MVStore.Builder()))
                        .as("read %d fails", nth)
                        .hasMessage(Faults.IO_ERROR);
            }
            assertThat(failing.reads).as("reads of the disk").isEqualTo(nth);
        }
    }

    /** A disk whose n-th read fails. */
    private static final class FailingOnce extends WrappedDisk {
        private final int nth;
        private int reads;

        FailingOnce(Disk disk, int nth) {
            super(disk);
            this.nth = nth;
        }

        @Override
        public DiskFile openToRead(Path path) throws IOException {
            return new WrappedFile(super.openToRead(path)) {
                @Override
                public int read(ByteBuffer target, long position) throws IOException {
                    if (++reads == nth) {
                        throw new IOException(Faults.IO_ERROR);
                    }
                    return super.read(target, position);
                }
            };
        }
    }

    private BlockChecks lastChecks;

    private Path run() {
        return folder.resolve("run");
    }

    private BlockChecks writtenRun(Path path) throws IOException {
        write(mount, path);
        try (DiskFile file = disk.openToRead(path)) {
            lastChecks = BlockChecks.of(file);
            return lastChecks;
        }
    }

    private static void write(MvMount mount, Path path) {
        MVStore store = new MVStore.Builder()
                .fileName(mount.nameOf(path))
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        MVMap<Integer, String> map = store.openMap("claims");
        for (int key = 0; key < ENTRIES; key++) {
            map.append(key, valueOf(key));
            if (key % 1_000 == 999) {
                store.commit();
            }
        }
        store.close();
    }

    private void flip(long at) throws IOException {
        try (DiskFile file = disk.open(run())) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            file.write(one, at);
        }
    }

    private static String valueOf(int key) {
        return "value " + key + " " + "x".repeat(key % 50);
    }
}
