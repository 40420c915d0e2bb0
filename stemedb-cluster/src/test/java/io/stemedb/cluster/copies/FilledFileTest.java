package io.stemedb.cluster.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.copies.FilledFile.Content;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilledFileTest {
    private static final Path DATA = Path.of("/data");

    private SimulatedDisk disk = new SimulatedDisk(new Random(1));

    @BeforeEach
    void makeFolder() throws IOException {
        disk.createDirectories(DATA);
    }

    @Test
    void what_it_says_outlives_a_power_cut() throws IOException {
        new FilledFile(disk, DATA, 7).write(Set.of(3, 1, 63));
        disk = disk.cutPower();
        assertThat(new FilledFile(disk, DATA, 7).read()).isEqualTo(new Content(Set.of(1, 3, 63), true));
    }

    @Test
    void of_another_store_and_damaged_it_says_nothing() throws IOException {
        new FilledFile(disk, DATA, 7).write(Set.of(3));
        assertThat(new FilledFile(disk, DATA, 8).read()).isEqualTo(Content.NOTHING);
        disk.damage(DATA.resolve(FilledFile.NAME), 45);
        assertThat(new FilledFile(disk, DATA, 7).read()).isEqualTo(Content.NOTHING);
    }

    @Test
    void a_new_directory_vouches_for_nothing() throws IOException {
        assertThat(new FilledFile(disk, DATA, 7).read()).isEqualTo(Content.NOTHING);
    }
}
