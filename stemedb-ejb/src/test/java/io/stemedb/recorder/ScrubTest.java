package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.scrub.Scrub;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scrub finds what the disk has lost of an open node, whether somebody reads it or not, and has it healed. */
class ScrubTest {
    private static final Path DATA = Path.of("/data");
    private static final int FLIPS = 200;
    private static final int CLAIMS = 450;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Deque<Runnable> healer = new ArrayDeque<>();
    private final Random random = new Random(5);
    private Database node;

    @BeforeEach
    void full() throws IOException {
        open();
        for (int i = 1; i <= CLAIMS; i++) {
            var claim = Claims.claim(i).in("a/" + i, "p").says("\"" + "x".repeat(200) + "\"");
            var unused = node.recorder().submit(List.of(new Append(claim.done().assertion(), null, null)));
            while (node.step()) {
                // the next group
            }
        }
    }

    private void open() throws IOException {
        Surroundings around = OneThread.on(disk).healer(healer::add).surroundings();
        node = Database.open(SmallDatabase.in(DATA).options(), around, r -> {});
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private Scrub scrub() {
        return new Scrub(
                new Scrub.Subject(node.store()::scrub, node::journalScrub, node::journalLsn, node::archiveScrub),
                new Scrub.Around(disk, DATA, () -> 7_000_000L, () -> 0, nanos -> {}, 0));
    }

    private List<Path> files(String folder, String... endings) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : disk.list(DATA.resolve(folder))) {
            if (List.of(endings).stream().anyMatch(name::endsWith)) {
                files.add(DATA.resolve(folder).resolve(name));
            }
        }
        return files;
    }

    private void flip(Path path, long offset) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x10));
            file.write(one.flip(), offset);
        }
    }

    private long length(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            return file.size();
        }
    }

    @Test
    void a_sound_node_is_read_whole_and_nothing_is_found() throws IOException {
        Scrub scrub = scrub();
        assertThat(scrub.last().endedAt()).isZero();
        scrub.run(Progress.UNWATCHED);
        long onDisk = node.journalLsn();
        for (Path file : files("db", ".mv", ".side")) {
            onDisk += length(file);
        }
        assertThat(scrub.last().endedAt()).isEqualTo(7_000_000L);
        assertThat(scrub.last().bytes()).isGreaterThanOrEqualTo(onDisk);
        assertThat(scrub.last().damages()).isZero();
        assertThat(scrub.last().journal()).isEmpty();
        assertThat(scrub().last()).as("after a restart").isEqualTo(scrub.last());
    }

    @Test
    void each_of_two_hundred_flips_in_runs_is_found_and_healed() throws IOException {
        Scrub scrub = scrub();
        for (int flip = 0; flip < FLIPS; flip++) {
            List<Path> files = files("db", ".mv", ".side");
            Path file = files.get(random.nextInt(files.size()));
            long offset = (long) (random.nextDouble() * length(file));
            flip(file, offset);
            scrub.run(Progress.UNWATCHED);
            assertThat(scrub.last().damages()).as("%s at %d", file, offset).isEqualTo(1);
            assertThat(node.store().damages()).singleElement().satisfies(damage -> {
                assertThat(damage.file()).isEqualTo(file);
                assertThat(damage.offset() == 0 || damage.offset() == offset / 4096 * 4096)
                        .isTrue();
            });
            healer.remove().run();
            assertThat(node.store().damages()).isEmpty();
            assertThat(node.store().statistics().assertions()).isEqualTo(CLAIMS);
        }
    }

    @Test
    void flips_in_the_journal_are_all_named_and_stop_no_read() throws IOException {
        Set<String> expected = new TreeSet<>();
        List<Path> segments = files("wal", ".wal");
        for (int i = 0; i < segments.size() - 1; i++) {
            flip(segments.get(i), 4096 + 300 + random.nextInt(1_000));
            flip(segments.get(i), 4096 + 20_000 + random.nextInt(1_000));
            expected.add(segments.get(i).toString());
        }
        Scrub scrub = scrub();
        scrub.run(Progress.UNWATCHED);
        assertThat(scrub.last().journal())
                .hasSize(2 * expected.size())
                .allMatch(named -> named.contains(" at offset "));
        assertThat(scrub.last().damages()).isZero();
        assertThat(expected)
                .allSatisfy(file -> assertThat(scrub.last().journal()).anyMatch(named -> named.contains(file)));
        assertThat(node.reader().slot("a/1", "p")).hasSize(1);
        assertThat(node.recorder().refusal()).isEmpty();
    }

    @Test
    void a_damaged_header_of_a_segment_is_named_and_nothing_else() throws IOException {
        List<Path> segments = files("wal", ".wal");
        for (Path segment : List.of(segments.get(1), segments.get(segments.size() - 1))) {
            flip(segment, 30);
            Scrub scrub = scrub();
            scrub.run(Progress.UNWATCHED);
            assertThat(scrub.last().journal())
                    .singleElement()
                    .satisfies(named -> assertThat(named).contains(segment.toString()));
            flip(segment, 30);
        }
    }

    @Test
    void an_aborted_scrub_leaves_the_last_one_as_it_was() throws IOException {
        Scrub scrub = scrub();
        scrub.run(new Progress() {
            @Override
            public void at(double fraction, String what) {}

            @Override
            public boolean aborted() {
                return true;
            }
        });
        assertThat(scrub.last().endedAt()).isZero();
    }

    @Test
    void a_recomputation_finds_damage_and_is_no_scrub() throws IOException {
        Path run = files("db", ".mv").get(0);
        flip(run, 9_000);
        Scrub scrub = scrub();
        scrub.recompute(Progress.UNWATCHED);
        assertThat(node.store().damages()).hasSize(1);
        assertThat(scrub.last().endedAt()).isZero();
    }
}
