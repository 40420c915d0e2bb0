package io.stemedb.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {
    @Test
    void what_java_says_by_the_name_of_an_exception_alone_is_said_in_words(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        requireReason(": no such file", folder.resolve("a"), catchThrowable(() -> Files.size(folder.resolve("a"))));
        requireReason(": it exists already", file, catchThrowable(() -> Files.createDirectory(file)));
        requireReason(": not a directory", file, catchThrowable(() -> Files.newDirectoryStream(file)));
        requireReason(": the directory is not empty", folder, catchThrowable(() -> Files.delete(folder)));
        requireReason(": access denied", file, new AccessDeniedException(file.toString()));
        requireReason(": FileSystemLoopException", file, new FileSystemLoopException(file.toString()));
    }

    private static void requireReason(String words, Path path, Throwable thrown) {
        assertThat(Reason.of(thrown)).isEqualTo(path + words);
        assertThat(Reason.of(new UncheckedIOException((IOException) thrown))).isEqualTo(path + words);
    }

    @Test
    void what_has_a_reason_keeps_it() {
        assertThat(Reason.of(new FileSystemException("/a", null, "Read-only file system")))
                .isEqualTo("/a: Read-only file system");
        assertThat(Reason.of(new IOException("no room left"))).isEqualTo("no room left");
    }

    @Test
    void there_is_always_something_to_say() {
        assertThat(Reason.of(new NoSuchFileException(null))).isEqualTo("no such file");
        assertThat(Reason.of(new IOException())).isEqualTo("java.io.IOException");
    }
}
