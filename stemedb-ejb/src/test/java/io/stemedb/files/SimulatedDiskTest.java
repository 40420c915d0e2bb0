package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskHook.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest extends DiskContract {
    private static final Path FOLDER = Path.of("/data");
    private static final int SEEDS = 400;

    private final SimulatedDisk disk = diskOf(1);

    @Override
    Disk disk() {
        return disk;
    }

    @Override
    Path folder() {
        return FOLDER;
    }

    @Test
    void what_was_forced_under_a_forced_name_survives_every_power_cut() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk before = diskOf(seed);
            DiskFile file = before.create(path("a"));
            file.write(bytes("x".repeat(2_000)), 0);
            file.force();
            before.forceDirectory(FOLDER);
            file.write(bytes("y".repeat(1_000)), 2_000);
            before.rename(path("a"), path("b"));
            SimulatedDisk after = before.cutPower();
            assertThat(after.list(FOLDER)).as("seed %d", seed).hasSize(1);
            assertThat(read(after, after.list(FOLDER).get(0)))
                    .as("seed %d", seed)
                    .startsWith("x".repeat(2_000))
                    .matches("x+[y\0]*");
        }
    }

    @Test
    void unforced_writes_are_kept_dropped_or_torn_between_sectors_in_any_order() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk before = diskOf(seed);
            DiskFile file = forced(before, "a", "-".repeat(2_048));
            file.write(bytes("1".repeat(1_024)), 0);
            file.write(bytes("2".repeat(1_024)), 1_024);
            String after = read(before.cutPower(), "a");
            assertThat(after).hasSize(2_048);
            StringBuilder sectors = new StringBuilder();
            for (int sector = 0; sector < 4; sector++) {
                String content = after.substring(sector * 512, sector * 512 + 512);
                assertThat(content.chars().distinct().count())
                        .as("a sector is never torn")
                        .isEqualTo(1);
                sectors.append(content.charAt(0));
            }
            seen.add(sectors.toString());
        }
        assertThat(seen)
                .contains("----", "1122", "11--", "--22", "1---", "-1-2")
                .hasSizeGreaterThanOrEqualTo(14);
    }

    @Test
    void a_name_that_was_not_forced_may_be_there_or_not() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk before = diskOf(seed);
            forced(before, "a", "a").close();
            before.create(path("b")).close();
            before.rename(path("a"), path("c"));
            before.create(path("d")).close();
            before.delete(path("d"));
            seen.add(String.join("", before.cutPower().list(FOLDER)));
        }
        assertThat(seen)
                .contains("a", "ab", "bc", "c", "ad", "abd", "bcd", "cd")
                .hasSize(8);
    }

    @Test
    void after_a_kill_everything_is_seen_but_not_yet_durable() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk before = diskOf(seed);
            forced(before, "a", "--").write(bytes("12"), 0);
            SimulatedDisk after = before.killProcess();
            assertThat(read(after, "a")).isEqualTo("12");
            seen.add(read(after.cutPower(), "a"));
        }
        assertThat(seen).containsExactlyInAnyOrder("--", "12");
    }

    @Test
    void a_force_after_a_failed_one_succeeds_and_does_not_bring_back_what_was_lost() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk before = diskOf(seed);
            DiskFile file = forced(before, "a", "-".repeat(1_024));
            before.hook(new Faults().fail(Operation.FORCE, 1, Faults.IO_ERROR));
            file.write(bytes("1".repeat(512)), 0);
            assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining(Faults.IO_ERROR);
            file.write(bytes("2".repeat(512)), 512);
            file.force();
            assertThat(text(file, 511, 2)).as("the cache does not show it").isEqualTo("12");
            String after = read(before.cutPower(), "a");
            seen.add(after.charAt(0) + "" + after.charAt(1_023));
        }
        assertThat(seen).containsExactlyInAnyOrder("-2", "12");
    }

    @Test
    void a_full_disk_takes_what_fits_and_recovers_when_something_is_deleted() throws IOException {
        make("big", "x".repeat(900));
        disk.capacity(1_000);
        assertThat(disk.freeBytes(FOLDER)).isEqualTo(100);
        try (DiskFile file = disk.create(path("a"))) {
            assertThatThrownBy(() -> file.write(bytes("y".repeat(101)), 0)).hasMessageContaining(Faults.DISK_FULL);
            assertThat(file.size()).isEqualTo(100);
            file.write(bytes("z".repeat(100)), 0);
            disk.delete(path("big"));
            file.write(bytes("y".repeat(900)), 100);
            assertThat(disk.freeBytes(FOLDER)).isZero();
        }
    }

    @Test
    void a_power_cut_in_an_operation_ends_the_process_there_and_then() throws IOException {
        DiskFile file = forced(disk, "a", "abc");
        disk.hook((operation, path) -> {
            throw new PowerCut("in " + operation);
        });
        assertThatThrownBy(() -> file.write(bytes("xyz"), 0)).isInstanceOf(PowerCut.class);
        disk.hook((operation, path) -> {});
        assertThatThrownBy(() -> file.write(bytes("xyz"), 0)).isInstanceOf(PowerCut.class);
        assertThatThrownBy(() -> disk.delete(path("a"))).isInstanceOf(PowerCut.class);
        SimulatedDisk after = disk.cutPower();
        assertThat(read(after, "a")).isIn("abc", "xbc", "xyc", "xyz");
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(PowerCut.class);
    }

    @Test
    void the_same_seed_and_the_same_operations_end_in_the_same_state() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(stateAfterSomeWork(seed)).isEqualTo(stateAfterSomeWork(seed));
        }
    }

    private static String stateAfterSomeWork(int seed) throws IOException {
        SimulatedDisk before = diskOf(seed);
        for (int i = 0; i < 5; i++) {
            DiskFile file = before.create(path("f" + i));
            file.write(bytes("content ".repeat(200 * i)), 0);
            if (i % 2 == 0) {
                before.forceDirectory(FOLDER);
            }
        }
        SimulatedDisk after = before.cutPower();
        StringBuilder state = new StringBuilder();
        for (String name : after.list(FOLDER)) {
            state.append(name).append('=').append(read(after, name)).append('\n');
        }
        return state.toString();
    }

    private static SimulatedDisk diskOf(long seed) {
        try {
            SimulatedDisk made = new SimulatedDisk(new SplittableRandom(seed));
            made.createDirectories(FOLDER);
            return made;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DiskFile forced(Disk disk, String name, String content) throws IOException {
        DiskFile file = disk.create(path(name));
        file.write(bytes(content), 0);
        file.force();
        disk.forceDirectory(FOLDER);
        return file;
    }

    private static String read(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.openToRead(path(name))) {
            return text(file, 0, (int) file.size());
        }
    }

    private static Path path(String name) {
        return FOLDER.resolve(name);
    }
}
