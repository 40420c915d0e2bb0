package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.FolderArchive;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.Retention;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import io.stemedb.recorder.Idle;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of an archive that somebody has edited, cut, swapped or renamed: a restore names them, and believes none. */
class EditedArchiveTest {
    private final PlayedNode node = new PlayedNode(Retention.flushed());
    private Path newest;
    private Path before;

    @BeforeEach
    void archive() throws IOException {
        node.open();
        node.write(300);
        node.taken(false);
        node.write(1_000);
        node.wall.addAndGet(5_000_000);
        Idle.rest(node.database);
        node.database.close();
        List<String> names = node.disk.list(PlayedNode.ARCHIVE);
        newest = PlayedNode.ARCHIVE.resolve(names.get(names.size() - 1));
        before = PlayedNode.ARCHIVE.resolve(names.get(names.size() - 2));
    }

    private byte[] bytes(Path path) throws IOException {
        try (DiskFile file = node.disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.read(all, 0);
            return all.array();
        }
    }

    private void replace(Path path, byte[] bytes) throws IOException {
        node.disk.delete(path);
        try (DiskFile file = node.disk.create(path)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private void requireNamed(Path file) {
        for (Until until : List.of(new Until.End(), new Until.Time(Long.MAX_VALUE))) {
            Path to = Path.of("/restored-" + until.getClass().getSimpleName());
            assertThatThrownBy(() -> new Restore(
                                    node.disk,
                                    PlayedNode.BACKUPS,
                                    to,
                                    new FolderArchive(node.disk, PlayedNode.ARCHIVE),
                                    until,
                                    new Random(9))
                            .run(Progress.UNWATCHED))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
            assertThat(node.disk.exists(to.resolve("identity.json"))).isFalse();
        }
    }

    @Test
    void a_flipped_byte_is_named_in_the_header_too() throws IOException {
        byte[] sound = bytes(newest);
        for (int at : new int[] {0, 9, 13, 21, 29, 37, 44, 4096, 4100, 9_000, sound.length - 1}) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 1;
            replace(newest, flipped);
            if (at != 44) {
                requireNamed(newest);
            }
        }
    }

    @Test
    void a_cut_a_longer_and_an_empty_file_are_named() throws IOException {
        byte[] sound = bytes(newest);
        for (int length : new int[] {0, 100, 4096, 9_000, sound.length - 1, sound.length + 1}) {
            replace(newest, Arrays.copyOf(sound, length));
            requireNamed(newest);
        }
    }

    @Test
    void two_that_were_swapped_are_named() throws IOException {
        byte[] one = bytes(before);
        replace(before, bytes(newest));
        replace(newest, one);
        requireNamed(before);
    }

    @Test
    void a_segment_of_another_store_under_a_name_of_this_one_is_named() throws IOException {
        Segment segment = ArchivedSegment.of(newest.getFileName().toString())
                .orElseThrow()
                .segment();
        Path copy = Path.of("/copy");
        try (DiskFile from = node.disk.openToRead(newest);
                DiskFile to = node.disk.create(copy)) {
            Segments.copy(from, segment, segment.store() + 1, to);
        }
        replace(newest, bytes(copy));
        requireNamed(newest);
    }

    @Test
    void a_name_that_says_less_than_is_in_the_file_is_not_believed() throws IOException {
        ArchivedSegment whole =
                ArchivedSegment.of(newest.getFileName().toString()).orElseThrow();
        long[] lastGroup = {0};
        try (DiskFile file = node.disk.openToRead(newest)) {
            Segments.frames(newest, file, whole.segment(), new Segments.Sink() {
                @Override
                public void group(long lsn) {
                    lastGroup[0] = lsn;
                }

                @Override
                public void record(long lsn, byte[] key, byte[] rest) {
                    // only where groups begin matters
                }
            });
        }
        Path shorter = PlayedNode.ARCHIVE.resolve(
                new ArchivedSegment(whole.segment().until(lastGroup[0]), whole.atSeconds()).name());
        node.disk.rename(newest, shorter);
        requireNamed(shorter);
    }
}
