package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A force that does nothing cannot be told from a real one by reading the file, nor by killing the process. So the
 * virtual machine is asked which files it forced, and the kernel is given files that it refuses to force.
 */
class LocalForceTest {
    @TempDir
    Path temporary;

    private final Disk disk = new LocalDisk();
    private Path folder;

    @BeforeEach
    void resolveLinks() throws IOException {
        folder = temporary.toRealPath();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** The files that were forced meanwhile, each as often as it was. */
    private List<Path> forced(Work work) throws IOException {
        Path events = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(events);
        }
        return RecordingFile.readAllEvents(events).stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(folder)) // other tests may force files of their own meanwhile
                .toList();
    }

    @Test
    void a_forced_file_was_forced() throws IOException {
        Path path = folder.resolve("a");
        try (DiskFile file = disk.create(path)) {
            assertThat(forced(() -> file.write(ByteBuffer.allocate(10), 0))).isEmpty();
            assertThat(forced(file::force)).containsExactly(path);
        }
        try (DiskFile file = disk.open(path)) {
            assertThat(forced(file::force)).containsExactly(path);
        }
    }

    @Test
    void a_forced_folder_was_forced() throws IOException {
        assertThat(forced(() -> disk.forceDirectory(folder))).containsExactly(folder);
    }

    @Test
    void a_new_folder_has_its_name_forced_in_its_parent() throws IOException {
        Path below = folder.resolve("b/c");
        assertThat(forced(() -> disk.createDirectories(below))).containsExactly(folder, folder.resolve("b"));
        assertThat(forced(() -> disk.createDirectories(below))).isEmpty();
    }

    /** Linux answers "invalid argument" for these; whatever this kernel answers, it must come through. */
    @Test
    void what_the_kernel_says_of_a_force_comes_through() throws IOException {
        Path device = Path.of("/dev/null");
        try (FileChannel plain = FileChannel.open(device, StandardOpenOption.WRITE);
                DiskFile ours = disk.open(device)) {
            assertThat(failureOf(ours::force)).isEqualTo(failureOf(() -> plain.force(false)));
        }
        Path names = Path.of("/proc");
        try (FileChannel plain = FileChannel.open(names, StandardOpenOption.READ)) {
            assertThat(failureOf(() -> disk.forceDirectory(names))).isEqualTo(failureOf(() -> plain.force(true)));
        }
    }

    private static String failureOf(Work work) {
        try {
            work.run();
            return "none";
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
