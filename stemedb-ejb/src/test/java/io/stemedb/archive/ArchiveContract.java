package io.stemedb.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every place for an archive must do. */
public abstract class ArchiveContract {
    private static final Archive.Check FINE = content -> {};

    abstract Archive archive();

    private static DiskFile content(String text) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        DiskFile file = disk.create(Path.of("/content"));
        file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        return file;
    }

    private String kept(String name) throws IOException {
        try (DiskFile file = archive().open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return new String(bytes.array(), UTF_8);
        }
    }

    @Test
    void what_is_put_is_listed_by_name_and_reads_back() throws IOException {
        archive().put("b", content("second"), 6, FINE);
        archive().put("a", content("first and more"), 5, FINE);
        assertThat(archive().list()).containsExactly("a", "b");
        assertThat(kept("a")).isEqualTo("first");
    }

    @Test
    void what_fails_its_check_does_not_count() throws IOException {
        assertThatThrownBy(() -> archive().put("a", content("wrong"), 5, content -> {
                    throw new IOException("it is not what it should be");
                }))
                .hasMessageContaining("not what it should be");
        assertThat(archive().list()).isEmpty();
        archive().put("a", content("right"), 5, FINE);
        assertThat(kept("a")).isEqualTo("right");
    }

    @Test
    void a_content_that_is_too_short_is_refused() throws IOException {
        assertThatThrownBy(() -> archive().put("a", content("short"), 6, FINE)).hasMessageContaining("shorter");
        assertThat(archive().list()).isEmpty();
    }

    @Test
    void a_content_may_be_empty() throws IOException {
        archive().put("nothing", content("something"), 0, FINE);
        assertThat(archive().list()).containsExactly("nothing");
        assertThat(kept("nothing")).isEmpty();
    }

    @Test
    void the_check_sees_what_was_kept() throws IOException {
        archive()
                .put(
                        "a",
                        content("first and more"),
                        5,
                        copy -> assertThat(copy.size()).isEqualTo(5));
    }

    @Test
    void putting_again_replaces_and_deleting_again_is_no_fault() throws IOException {
        archive().put("a", content("first"), 5, FINE);
        archive().put("a", content("other"), 5, FINE);
        assertThat(kept("a")).isEqualTo("other");
        archive().delete("a");
        archive().delete("a");
        assertThat(archive().list()).isEmpty();
        assertThatThrownBy(() -> archive().open("a")).isInstanceOf(IOException.class);
    }
}
