package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.journal.Retention;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data directory remembers when the last backup that counts was begun. */
class LastBackupTest {
    private static final Path NOTE = PlayedNode.DATA.resolve("backup.json");

    private final PlayedNode node = new PlayedNode(Retention.all());

    @BeforeEach
    void write() throws IOException {
        node.open();
        node.write(100);
    }

    @AfterEach
    void close() throws IOException {
        node.database.close();
    }

    private LastBackup last() {
        return LastBackup.read(node.disk, PlayedNode.DATA);
    }

    @Test
    void a_node_that_was_never_backed_up_has_none() {
        assertThat(last()).isEqualTo(LastBackup.NEVER);
    }

    @Test
    void each_backup_that_counts_is_noted_with_its_beginning_and_over_restarts() throws IOException {
        node.taken(false);
        node.write(10);
        Path second = node.taken(false);
        BackupManifest manifest = node.manifest(second);
        LastBackup noted = new LastBackup(node.wall.get(), manifest.lsn(), second.toString());
        assertThat(last()).isEqualTo(noted);
        node.database.close();
        node.open();
        assertThat(last()).isEqualTo(noted);
    }

    @Test
    void one_that_breaks_off_leaves_the_note_as_it_was() throws IOException {
        node.taken(false);
        LastBackup before = last();
        node.write(500);
        node.wall.addAndGet(1_000_000);
        node.disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(PlayedNode.BACKUPS)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        assertThatThrownBy(() -> node.backup(false).run(Progress.UNWATCHED)).isInstanceOf(IOException.class);
        node.disk.hook((operation, path) -> {});
        assertThat(last()).isEqualTo(before);
    }

    @Test
    void a_backup_counts_also_if_it_cannot_be_noted_and_a_damaged_note_is_none() throws IOException {
        node.disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.toString().startsWith(NOTE.toString())) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        assertThat(node.problems(node.taken(false))).isEmpty();
        node.disk.hook((operation, path) -> {});
        assertThat(last()).isEqualTo(LastBackup.NEVER);
        node.taken(false);
        assertThat(last()).isNotEqualTo(LastBackup.NEVER);
        node.disk.damage(NOTE, 0);
        assertThat(last()).isEqualTo(LastBackup.NEVER);
    }
}
