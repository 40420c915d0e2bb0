package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A data directory that was put back to an older state, as a snapshot of its disk does, beside its newer archive. */
class AheadArchiveTest extends ArchivingNode {
    private Map<Path, byte[]> snapshot(Path folder) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        for (String name : disk.list(folder)) {
            files.put(folder.resolve(name), bytes(folder.resolve(name)));
        }
        for (String below : disk.folders(folder)) {
            files.putAll(snapshot(folder.resolve(below)));
        }
        return files;
    }

    private void putBack(Map<Path, byte[]> files) throws IOException {
        for (Path path : snapshot(DATA).keySet()) {
            disk.delete(path);
        }
        for (var file : files.entrySet()) {
            put(file.getKey(), file.getValue());
        }
    }

    private List<String> newerHistory() throws IOException {
        node.close();
        Map<Path, byte[]> older = snapshot(DATA);
        int written = claims;
        open();
        write(900);
        List<String> archived = disk.list(ARCHIVE);
        node.close();
        putBack(older);
        claims = written; // the same claims at other times: records of equal lengths
        open();
        return archived;
    }

    @Test
    void nothing_is_archived_beside_the_newer_history_and_the_node_says_why() throws IOException {
        List<String> before = newerHistory();
        rest();
        assertThat(state().failure()).contains("of another history of this store", "journal.archive_dir");
        write(1_800);
        assertThat(state().failure()).contains("of another history of this store");
        assertThat(disk.list(ARCHIVE)).containsExactlyInAnyOrderElementsOf(before);
        node.close();
        open();
        rest();
        assertThat(state().failure())
                .as("also when the journal has grown beyond it")
                .contains("of another history of this store");
    }

    /** Records of equal lengths: each segment of the one history ends where one of the other does. */
    @Test
    void a_segment_of_the_other_history_with_equal_bounds_is_not_taken_for_its_own() throws IOException {
        newerHistory();
        long from = journal().get(0).fromLsn();
        write(1_800);
        assertThat(state().failure()).contains("of another history of this store");
        assertThat(state().archivedLsn()).isEqualTo(from);
        assertThat(journalFrom()).isEqualTo(from);
        node.close();
        open();
        write(900);
        assertThat(state().failure()).contains("of another history of this store");
        assertThat(journalFrom()).isEqualTo(from);
    }

    @Test
    void the_journal_keeps_all_that_has_no_archive_and_another_folder_takes_it() throws IOException {
        newerHistory();
        write(900);
        node.close();
        folder = Path.of("/archive-2");
        disk.createDirectories(folder);
        open();
        rest();
        assertThat(state().failure()).isNull();
        assertThat(state().gaps()).isEmpty();
        List<Segment> all =
                new ArrayList<>(held().stream().map(ArchivedSegment::segment).toList());
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).fromLsn()).isEqualTo(all.get(i - 1).toLsn());
        }
    }
}
