package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.FolderArchive;
import io.stemedb.archive.Holdings;
import io.stemedb.assertion.Claims;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.repair.Repair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that lost the end of its journal goes on where nothing in its archive can have been. */
class ArchiveAfterRepairTest {
    private static final Path DATA = Path.of("/data");
    private static final Path WAL = DATA.resolve("wal");
    private static final Path ARCHIVE = Path.of("/archive");
    private static final int CLAIMS = 900;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final AtomicLong wall = new AtomicLong(1_000_000_000_000L);
    private int written;

    /** What is gone. */
    enum Gone {
        JOURNAL,
        JOURNAL_AND_MANIFEST,
        NEWEST_SEGMENT,
        NEWEST_HEADER
    }

    private DatabaseOptions options(long tableBytes) {
        return SmallDatabase.in(DATA)
                .named("n")
                .keeping(Retention.flushed())
                .tables(tableBytes)
                .archivedTo(ARCHIVE, ArchiveRetention.all())
                .options();
    }

    private Database open(long tableBytes) throws IOException {
        Surroundings around = OneThread.on(disk).clock(wall::get).surroundings();
        return Database.open(options(tableBytes), around, recorded -> {});
    }

    private void write(long tableBytes, int claims) throws IOException {
        try (Database node = open(tableBytes)) {
            for (int i = 0; i < claims; i++) {
                var claim = Claims.claim(++written).in("a/" + written, "p").says("\"" + "x".repeat(200) + "\"");
                var unused =
                        node.recorder().submit(List.of(new Append(claim.done().assertion(), null, null)));
                wall.addAndGet(1_000);
                while (node.step()) {
                    // the next group
                }
            }
            wall.addAndGet(2_000_000);
            Idle.rest(node);
            Idle.rest(node);
        }
    }

    private void lose(Gone gone) throws IOException {
        List<String> segments =
                disk.list(WAL).stream().filter(name -> name.endsWith(".wal")).toList();
        Path newest = WAL.resolve(segments.get(segments.size() - 1));
        disk.delete(WAL.resolve("witness"));
        switch (gone) {
            case NEWEST_SEGMENT -> disk.delete(newest);
            case NEWEST_HEADER -> {
                disk.damage(newest, 10);
                disk.damage(newest, 4096 + 20);
            }
            default -> {
                for (String name : segments) {
                    disk.delete(WAL.resolve(name));
                }
            }
        }
        if (gone == Gone.JOURNAL_AND_MANIFEST) {
            disk.damage(DATA.resolve("db/manifest"), 100);
        }
    }

    private Holdings archived(Database node) throws IOException {
        return Holdings.of(new FolderArchive(disk, ARCHIVE), node.identity().store());
    }

    @ParameterizedTest
    @EnumSource
    void no_position_is_in_the_archive_twice_and_what_is_lost_is_a_gap(Gone gone) throws IOException {
        disk.createDirectories(ARCHIVE);
        long tableBytes = gone == Gone.NEWEST_HEADER ? 1L << 30 : 200 * 1024;
        write(tableBytes, CLAIMS);
        if (gone == Gone.NEWEST_SEGMENT) {
            try (Database node = open(tableBytes)) {
                node.store().flushNow(node.visibleLsn()); // so that the runs know that there was more
            }
        }
        long before = disk.list(ARCHIVE).size();
        assertThat(before).isGreaterThan(2);
        lose(gone);
        Repair repair = new Repair(disk, options(tableBytes), wall::get);
        repair.apply(repair.plan(), line -> {});
        assertThat(repair.plan().hasWork()).isFalse();
        repair.acceptLoss();
        write(tableBytes, CLAIMS);
        try (Database node = open(tableBytes)) {
            Holdings held = archived(node);
            assertThat(held.segments()).hasSizeGreaterThan((int) before);
            long behind = 0;
            for (ArchivedSegment one : held.segments()) {
                assertThat(one.segment().fromLsn()).isGreaterThanOrEqualTo(behind);
                behind = one.segment().toLsn();
            }
            assertThat(held.gaps()).hasSize(1);
        }
    }
}
