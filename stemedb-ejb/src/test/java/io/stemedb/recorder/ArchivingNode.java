package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Archiver;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node that archives its journal, and what accidents do to the archive meanwhile. */
abstract class ArchivingNode {
    static final Path DATA = Path.of("/data");
    static final Path LEDGER = DATA.resolve("archived");
    static final Path ARCHIVE = Path.of("/archive");

    final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    final AtomicLong wall = new AtomicLong(1_000_000_000_000L);
    ArchiveRetention kept = ArchiveRetention.all();
    Path folder = ARCHIVE;
    Database node;
    int claims;

    /** Whether the node runs while the archive changes. */
    enum When {
        RUNNING,
        STOPPED
    }

    @BeforeEach
    void archiveSome() throws IOException {
        disk.createDirectories(ARCHIVE);
        open();
        write(900);
        assertThat(state().gaps()).isEmpty();
        assertThat(held()).hasSizeGreaterThan(3);
        assertThat(journalFrom()).isPositive();
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    void open() throws IOException {
        open(DATA);
    }

    void open(Path data) throws IOException {
        Surroundings around = OneThread.on(disk)
                .clock(wall::get)
                .random(new Random(data.hashCode()))
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(data)
                .named("n")
                .keeping(Retention.flushed())
                .archivedTo(folder, kept)
                .options();
        node = Database.open(options, around, recorded -> {});
    }

    void write(int count) {
        for (int i = 0; i < count; i++) {
            int number = ++claims;
            wall.addAndGet(1_000);
            Groups.write(node, number, 200);
        }
        rest();
    }

    void rest() {
        wall.addAndGet(20_000_000);
        Idle.rest(node);
        Idle.rest(node);
    }

    /** Changes the archive as an accident does, and lets the node have a look. */
    void meanwhile(When when, Accident accident) throws IOException {
        if (when == When.STOPPED) {
            node.close();
        }
        accident.happens();
        if (when == When.STOPPED) {
            open();
        }
        rest();
    }

    interface Accident {
        void happens() throws IOException;
    }

    Archiver.State state() {
        return node.archive().orElseThrow();
    }

    List<ArchivedSegment> held() throws IOException {
        return disk.list(folder).stream()
                .flatMap(name -> ArchivedSegment.of(name).stream())
                .filter(one -> one.segment().store() == node.identity().store())
                .toList();
    }

    long journalFrom() throws IOException {
        return journal().get(0).fromLsn();
    }

    List<Segment> journal() throws IOException {
        return Segments.upTo(disk, DATA.resolve("wal"), node.identity().store(), Long.MAX_VALUE);
    }

    void empty(boolean mark) throws IOException {
        for (String name : disk.list(ARCHIVE)) {
            if (mark || ArchivedSegment.of(name).isPresent()) {
                disk.delete(ARCHIVE.resolve(name));
            }
        }
    }

    byte[] bytes(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.read(all, 0);
            return all.array();
        }
    }

    void put(Path path, byte[] bytes) throws IOException {
        disk.delete(path);
        try (DiskFile file = disk.create(path)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
    }

    void requireGone(List<ArchivedSegment> before) throws IOException {
        List<ArchivedSegment> gone = before.stream()
                .filter(one -> !has(one) && one.segment().fromLsn() < lsnOfJournal())
                .toList();
        assertThat(gone).isNotEmpty();
        for (ArchivedSegment one : gone) {
            assertThat(state().gaps())
                    .as("%s", one.name())
                    .anyMatch(gap -> gap.fromLsn() <= one.segment().fromLsn()
                            && one.segment().toLsn() <= gap.toLsn());
            assertThat(state().gone())
                    .anyMatch(some -> some.firstNumber() <= one.segment().number()
                            && one.segment().number() <= some.lastNumber()
                            && some.fromSeconds() <= one.atSeconds()
                            && one.atSeconds() <= some.toSeconds());
        }
        for (ArchivedSegment one : held()) {
            assertThat(state().gaps())
                    .as("what can be reached is in no gap")
                    .noneMatch(gap -> gap.fromLsn() < one.segment().toLsn()
                            && one.segment().fromLsn() < gap.toLsn());
        }
    }

    boolean has(ArchivedSegment one) {
        return disk.exists(folder.resolve(one.name()));
    }

    long lsnOfJournal() {
        try {
            return journalFrom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
