package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading past the cache gives the same bytes, wherever it begins and ends. */
class DirectFileTest {
    @TempDir
    Path folder;

    private final LocalDisk disk = new LocalDisk();

    @Test
    void it_reads_what_any_read_would() throws IOException {
        Random random = new Random(1);
        byte[] content = new byte[700_001];
        random.nextBytes(content);
        Path path = Files.write(folder.resolve("f"), content);
        try (DiskFile file = disk.openPastCache(path)) {
            assertThat(file.size()).isEqualTo(content.length);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(content.length + 5_000);
                ByteBuffer target = ByteBuffer.allocate(random.nextInt(300_000));
                int read = file.read(target, from);
                int end = Math.min(content.length, from + target.capacity());
                assertThat(read).isEqualTo(Math.max(0, end - from));
                byte[] expected = read == 0 ? new byte[0] : Arrays.copyOfRange(content, from, end);
                assertThat(Arrays.copyOf(target.array(), read)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_scan_names_the_block_that_changed() throws IOException {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Path path = Files.write(folder.resolve("f"), content);
        BlockChecks checks;
        try (DiskFile file = disk.openToRead(path)) {
            checks = BlockChecks.of(file);
        }
        BlockScan scan = new BlockScan(disk, Pace.UNLIMITED);
        scan.blocks(path, checks);
        content[50_000] ^= 1;
        Files.write(path, content);
        assertThatThrownBy(() -> scan.blocks(path, checks))
                .isInstanceOfSatisfying(
                        DamagedBlockException.class,
                        damage -> assertThat(damage.offset()).isEqualTo(50_000 / 4096 * 4096));
        Files.write(path, Arrays.copyOf(content, 60_000));
        assertThatThrownBy(() -> scan.blocks(path, checks)).isInstanceOf(DamagedBlockException.class);
    }
}
