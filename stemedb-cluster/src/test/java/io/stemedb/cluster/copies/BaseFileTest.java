package io.stemedb.cluster.copies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.copies.BaseFile.Content;
import io.stemedb.files.CheckedText;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.files.SmallFile;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaseFileTest {
    private static final Path DATA = Path.of("/data");
    private static final Base ONE = Base.of(Map.of("node1", 1L, "node.2_x", -7L), Set.of("node3"), 4);
    private static final Base OTHER = Base.of(Map.of("node1", 1L), Set.of(), 5);

    private SimulatedDisk disk = new SimulatedDisk(new Random(1));

    @BeforeEach
    void makeFolder() throws IOException {
        disk.createDirectories(DATA);
    }

    @Test
    void what_it_says_outlives_a_power_cut() throws IOException {
        Content content = new Content(true, 2, Map.of(0, ONE, 7, OTHER, 63, ONE));
        new BaseFile(disk, DATA, 7).write(content);
        disk = disk.cutPower();
        assertThat(new BaseFile(disk, DATA, 7).read()).isEqualTo(content);
    }

    @Test
    void of_another_store_and_damaged_it_says_nothing() throws IOException {
        new BaseFile(disk, DATA, 7).write(new Content(true, 2, Map.of(3, ONE)));
        assertThat(new BaseFile(disk, DATA, 8).read()).isEqualTo(Content.NOTHING);
        disk.damage(DATA.resolve(BaseFile.NAME), 45);
        assertThat(new BaseFile(disk, DATA, 7).read()).isEqualTo(Content.NOTHING);
    }

    @Test
    void a_new_directory_rests_on_nothing() throws IOException {
        assertThat(new BaseFile(disk, DATA, 7).read()).isEqualTo(Content.NOTHING);
    }

    @Test
    void a_copy_that_is_vouched_for_no_more_rests_on_nothing_and_neither_does_the_next_one() throws IOException {
        Machine machine = Machine.with(
                new SplittableRandom(7),
                SmallDatabase.in(Machine.DATA).named("a").options(),
                0);
        machine.open();
        Copies copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        copies.fill(Set.of(0, 1));
        copies.rest(Map.of(0, ONE, 1, ONE));
        copies.tell();
        copies.unfill(Set.of(0));
        copies.fill(Set.of(0));
        assertThat(copies.base(0)).isNull();
        assertThat(copies.base(1)).isEqualTo(ONE);

        Copies again = new Copies(machine.database(), machine.disk(), Machine.DATA);
        assertThat(again.base(0)).isNull();
        assertThat(again.base(1)).isEqualTo(ONE);
        assertThat(again.isTold()).isTrue();
    }

    @Test
    void a_build_that_kept_no_bases_may_have_made_a_copy_anew_so_none_rests_on_anything_after_it() throws IOException {
        Machine machine = Machine.with(
                new SplittableRandom(7),
                SmallDatabase.in(Machine.DATA).named("a").options(),
                0);
        machine.open();
        Copies copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        copies.fill(Set.of(0, 1));
        copies.rest(Map.of(0, ONE, 1, ONE));
        copies.tell();
        String store = HexFormat.of().toHexDigits(machine.database().identity().store());
        byte[] asBefore = new CheckedText("STEMEDB-FILLED 1 ").of((store + "\n0,1\n").getBytes(UTF_8));
        SmallFile.replace(machine.disk(), Machine.DATA.resolve(FilledFile.NAME), asBefore);

        Copies after = new Copies(machine.database(), machine.disk(), Machine.DATA);
        assertThat(after.vouches(0)).isTrue();
        assertThat(after.base(0)).isNull();
        assertThat(after.isTold()).isTrue();
        after.fill(Set.of(2));
        Copies later = new Copies(machine.database(), machine.disk(), Machine.DATA);
        assertThat(later.base(1))
                .as("the mark that came back is none of before")
                .isNull();
    }

    @Test
    void a_build_that_kept_no_bases_and_changed_no_copy_takes_none_away() throws IOException {
        new FilledFile(disk, DATA, 7).write(Set.of(3));
        byte[] file;
        try (DiskFile read = disk.openToRead(DATA.resolve(FilledFile.NAME))) {
            file = CheckedText.bytesOf(read);
        }
        String[] lines =
                new String(new CheckedText("STEMEDB-FILLED 1 ").read(file).body(), UTF_8).split("\n");
        assertThat(lines).as("it reads the first two lines, as they were").startsWith("0000000000000007", "3");
        assertThat(new FilledFile(disk, DATA, 7).read().withBases()).isTrue();
    }

    @Test
    void what_is_not_vouched_for_rests_on_nothing() throws IOException {
        Machine machine = Machine.with(
                new SplittableRandom(7),
                SmallDatabase.in(Machine.DATA).named("a").options(),
                0);
        machine.open();
        Copies copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        copies.rest(Map.of(0, ONE));
        assertThat(copies.base(0)).isNull();
        copies.fill(Set.of(0));
        assertThat(copies.base(0)).isNull();
    }
}
