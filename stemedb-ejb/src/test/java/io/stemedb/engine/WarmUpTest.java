package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.intake.Batches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    private static final int BLOCK = 4096;

    @TempDir
    Path directory;

    private Engine open() throws IOException {
        return SmallEngine.open(directory);
    }

    private void load(Engine engine) throws IOException {
        String lines = IntStream.range(0, 6_000)
                .mapToObj(i ->
                        "{\"concept_path\":\"a/" + i + "\",\"predicate\":\"p\",\"value\":\"" + "v".repeat(200) + "\"}")
                .collect(Collectors.joining("\n"));
        engine.batches()
                .run(
                        new ByteArrayInputStream(lines.getBytes(UTF_8)),
                        new Batches.Options("b", false, ""),
                        Batches.Progress.UNWATCHED);
    }

    private List<Path> files(String folder) throws IOException {
        if (!Files.isDirectory(directory.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.toList();
        }
    }

    /** What lies between the head of a run and its last quarter, which hold what is read when it is opened. */
    private void damageRuns() throws IOException {
        for (Path run : files("db")) {
            if (run.toString().endsWith(".mv")) {
                try (FileChannel file = FileChannel.open(run, StandardOpenOption.WRITE)) {
                    for (long at = 3 * BLOCK; at < file.size() * 3 / 4; at += BLOCK) {
                        file.write(ByteBuffer.wrap(new byte[] {'#'}), at);
                    }
                }
            }
        }
    }

    @Test
    void the_runs_are_read_before_anyone_asks() throws IOException {
        try (Engine engine = open()) {
            load(engine);
        }
        damageRuns();
        try (Engine engine = open()) {
            assertThat(engine.status().damages()).isEmpty();
            WarmUp.of(engine);
            // Met and waiting to be healed, or healed already.
            assertThat(engine.status().damages().isEmpty() && files("set-aside").isEmpty())
                    .isFalse();
        }
    }

    @Test
    void nothing_is_written() throws IOException {
        try (Engine engine = open()) {
            WarmUp.of(engine);
            assertThat(engine.status().store().assertions()).isZero();
            // Not the length of the journal: a writer that rests marks how far it was forced.
            assertThat(engine.status().groups().groups()).isZero();
        }
    }
}
