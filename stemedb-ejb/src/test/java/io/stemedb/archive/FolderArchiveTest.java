package io.stemedb.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FolderArchiveTest extends ArchiveContract {
    private static final Path FOLDER = Path.of("/archive");
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Archive archive = new FolderArchive(disk, FOLDER);

    @BeforeEach
    void mount() throws IOException {
        disk.createDirectories(FOLDER);
    }

    @Override
    Archive archive() {
        return archive;
    }

    @Test
    void a_folder_that_is_missing_is_not_made() {
        Archive away = new FolderArchive(disk, Path.of("/mnt/away"));
        assertThatThrownBy(away::list)
                .hasMessageContaining("no folder /mnt/away")
                .hasMessageContaining("mount");
        assertThat(disk.exists(Path.of("/mnt/away"))).isFalse();
    }

    @Test
    void a_put_that_fails_gives_its_room_back() throws IOException {
        disk.hook(new Faults().fail(Operation.FORCE, 1, Faults.DISK_FULL));
        assertThatThrownBy(() -> put("a")).isInstanceOf(IOException.class);
        assertThat(disk.list(FOLDER)).isEmpty();
    }

    private void put(String name) throws IOException {
        new MemoryArchive().put(name, disk.create(Path.of("/" + name)), 0, content -> {});
        archive.put(name, disk.openToRead(Path.of("/" + name)), 0, content -> {});
    }
}
