package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class DiskFullExceptionTest {
    @Test
    void a_full_disk_is_known_by_what_the_system_calls_it_however_deep() {
        IOException full = new IOException("No space left on device");
        assertThat(DiskFullException.behind(full)).isTrue();
        assertThat(DiskFullException.behind(new IOException("Disk quota exceeded")))
                .isTrue();
        assertThat(DiskFullException.behind(new FileSystemException("/data/x", null, "No space left on device")))
                .isTrue();
        assertThat(DiskFullException.behind(
                        new IOException("a run", new IllegalStateException("Writing failed", full))))
                .isTrue();
        assertThat(DiskFullException.behind(new DiskFullException("too little")))
                .isTrue();
    }

    @Test
    void nothing_else_is_one() {
        assertThat(DiskFullException.behind(new IOException("Input/output error")))
                .isFalse();
        assertThat(DiskFullException.behind(new IOException((String) null))).isFalse();
        assertThat(DiskFullException.behind(new IllegalStateException("no space left in a buffer")))
                .isFalse();
    }
}
