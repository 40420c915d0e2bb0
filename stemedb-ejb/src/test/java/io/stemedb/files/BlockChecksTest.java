package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockChecksTest {
    @TempDir
    Path folder;

    private final Disk disk = new LocalDisk();

    @Test
    void a_file_that_becomes_shorter_gets_no_checks() throws IOException {
        written(5_000);
        try (DiskFile file = disk.openToRead(path())) {
            DiskFile longer = new WrappedFile(file) {
                @Override
                public long size() {
                    return 10_000; // as it was when it was asked
                }
            };
            assertThatThrownBy(() -> BlockChecks.of(longer)).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 1_048_576, 1_048_577, 3_000_000})
    void a_sound_file_reads_as_it_was_written_whatever_the_range(int length) throws IOException {
        byte[] content = written(length);
        Random random = new Random(length);
        try (CheckedFile file = CheckedFile.open(disk, path(), checks())) {
            assertThat(file.size()).isEqualTo(length);
            file.verifyAll();
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(length + 10);
                ByteBuffer target = ByteBuffer.allocate(random.nextInt(20_000));
                int read = file.read(target, from);
                assertThat(read).isEqualTo(Math.max(0, Math.min(target.capacity(), length - from)));
                assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(content, Math.min(from, length), read));
            }
        }
    }

    @Test
    void every_single_flipped_bit_is_found_where_it_is_and_other_blocks_still_read() throws IOException {
        byte[] content = written(10_000);
        BlockChecks checks = checks();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(content.length);
            overwrite(at, (byte) (content[at] ^ 1 << random.nextInt(8)));
            try (CheckedFile file = CheckedFile.open(disk, path(), checks)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                assertThatThrownBy(() -> file.read(one, at))
                        .isInstanceOfSatisfying(DamagedBlockException.class, damage -> {
                            assertThat(damage.file()).isEqualTo(path());
                            assertThat(damage.offset()).isEqualTo(at - at % 4096);
                        });
                assertThatThrownBy(file::verifyAll).isInstanceOf(DamagedBlockException.class);
                assertThat(file.read(one.clear(), (at + 4096) % 8192)).isEqualTo(1);
            }
            overwrite(at, content[at]);
        }
    }

    @Test
    void damage_that_comes_after_a_good_read_is_found_by_the_next_one() throws IOException {
        byte[] content = written(5_000);
        try (CheckedFile file = CheckedFile.open(disk, path(), checks())) {
            file.verifyAll();
            overwrite(4_500, (byte) ~content[4_500]);
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(10), 4_990))
                    .hasMessageContaining("is damaged at byte 4096");
        }
    }

    @Test
    void a_file_of_another_length_is_refused() throws IOException {
        written(10_000);
        BlockChecks checks = checks();
        try (DiskFile file = disk.open(path())) {
            file.truncate(9_999);
            assertThatThrownBy(() -> CheckedFile.open(disk, path(), checks))
                    .isInstanceOf(DamagedBlockException.class)
                    .hasMessageContaining("it has 9999 bytes, not 10000");
            file.write(ByteBuffer.allocate(2), 9_999);
            assertThatThrownBy(() -> CheckedFile.open(disk, path(), checks)).isInstanceOf(DamagedBlockException.class);
        }
    }

    @Test
    void a_file_cut_while_it_is_open_is_damaged_and_not_short() throws IOException {
        written(10_000);
        try (CheckedFile file = CheckedFile.open(disk, path(), checks());
                DiskFile cutter = disk.open(path())) {
            cutter.truncate(8_192);
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(10), 9_000))
                    .isInstanceOf(DamagedBlockException.class);
        }
    }

    @Test
    void checks_are_values() throws IOException {
        written(9_000);
        BlockChecks checks = checks();
        assertThat(new BlockChecks(checks.length(), checks.crcs()))
                .isEqualTo(checks)
                .hasSameHashCodeAs(checks);
        assertThatThrownBy(() -> new BlockChecks(9_000, new int[2])).isInstanceOf(IllegalArgumentException.class);
    }

    private Path path() {
        return folder.resolve("run");
    }

    private BlockChecks checks() throws IOException {
        try (DiskFile file = disk.openToRead(path())) {
            return BlockChecks.of(file);
        }
    }

    private byte[] written(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try (DiskFile file = disk.create(path())) {
            file.write(ByteBuffer.wrap(content), 0);
        }
        return content;
    }

    private void overwrite(int at, byte value) throws IOException {
        try (DiskFile file = disk.open(path())) {
            file.write(ByteBuffer.wrap(new byte[] {value}), at);
        }
    }
}
