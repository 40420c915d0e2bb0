package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.assertion.Claims;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.scrub.LastScrub;
import io.stemedb.scrub.Scrub;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scrub also reads what was archived: from there a restore goes on, and nobody reads it before. */
class ArchiveScrubTest {
    private static final Path DATA = Path.of("/data");
    private static final Path ARCHIVE = Path.of("/archive");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Random random = new Random(5);
    private Database node;

    /** A node with some segments archived. */
    private void fill(Retention retention) throws IOException {
        disk.createDirectories(ARCHIVE);
        Surroundings around = OneThread.on(disk).surroundings();
        DatabaseOptions options = SmallDatabase.in(DATA)
                .named("n")
                .keeping(retention)
                .archivedTo(ARCHIVE, ArchiveRetention.all())
                .options();
        node = Database.open(options, around, recorded -> {});
        for (int i = 1; i <= 900; i++) {
            var claim = Claims.claim(i).in("a/" + i, "p").says("\"" + "x".repeat(200) + "\"");
            var unused = node.recorder().submit(List.of(new Append(claim.done().assertion(), null, null)));
            while (node.step()) {
                // the next group
            }
        }
        Idle.rest(node);
        Idle.rest(node); // lets go of what was archived in the first one
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private LastScrub scrubbed() throws IOException {
        return scrubbed(node::archiveScrub);
    }

    private LastScrub scrubbed(Scrub.Archives archive) throws IOException {
        Scrub scrub = new Scrub(
                new Scrub.Subject(node.store()::scrub, node::journalScrub, node::journalLsn, archive),
                new Scrub.Around(disk, DATA, () -> 7_000_000L, () -> 0, nanos -> {}, 0));
        scrub.run(Progress.UNWATCHED);
        return scrub.last();
    }

    private List<Path> copies() throws IOException {
        return disk.list(ARCHIVE).stream()
                .filter(name -> ArchivedSegment.of(name).isPresent())
                .map(ARCHIVE::resolve)
                .toList();
    }

    private int anywhere(Path copy) throws IOException {
        try (DiskFile file = disk.openToRead(copy)) {
            return random.nextInt((int) file.size());
        }
    }

    @Test
    void a_copy_that_the_journal_still_has_is_made_again() throws IOException {
        fill(Retention.all());
        assertThat(copies()).hasSizeGreaterThan(2);
        for (Path copy : copies()) {
            disk.damage(copy, anywhere(copy));
        }
        assertThat(scrubbed().archive()).isEmpty();
        for (Path copy : copies()) {
            Path original =
                    DATA.resolve("wal").resolve(copy.getFileName().toString().substring(17, 33) + ".wal");
            try (DiskFile made = disk.openToRead(copy);
                    DiskFile file = disk.openToRead(original)) {
                ByteBuffer one = ByteBuffer.allocate((int) made.size());
                ByteBuffer other = ByteBuffer.allocate((int) made.size());
                made.read(one, 0);
                file.read(other, 0);
                assertThat(one.array()).as(copy.toString()).isEqualTo(other.array());
            }
        }
    }

    @Test
    void a_copy_that_nothing_else_has_is_named() throws IOException {
        fill(Retention.flushed());
        assertThat(scrubbed().archive()).isEmpty();
        Path copy = copies().get(0);
        disk.damage(copy, anywhere(copy));
        LastScrub last = scrubbed();
        assertThat(last.archive()).singleElement().asString().contains(copy.toString());
        assertThat(last.found()).isEqualTo(1);
        assertThat(node.recorder().refusal()).isEmpty();
    }

    @Test
    void an_archive_that_is_away_holds_no_scrub_up() throws IOException {
        fill(Retention.all());
        long bytes = scrubbed().bytes();
        assertThat(scrubbed(() -> {
                            throw new IOException("there is no folder /archive");
                        })
                        .bytes())
                .isPositive()
                .isLessThan(bytes);
    }
}
