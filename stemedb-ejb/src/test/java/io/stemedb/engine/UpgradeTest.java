package io.stemedb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.merkle.Roots;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import io.stemedb.store.PlainRoots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of every version whose format is still read opens, and shows all that it showed then. */
class UpgradeTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0-format-1", "0.1.0-format-2"})
    void a_directory_of_an_earlier_version_opens_with_all_it_held(String version) throws IOException {
        unpack(version + ".zip");
        TreeSet<String> held = held(version + ".zip.held");
        try (Database database = DirectoryFixture.open(directory)) {
            assertThat(DirectoryFixture.records(database)).isEqualTo(held);
            assertThat(database.store().statistics().runs())
                    .as("runs of each level")
                    .hasSizeGreaterThan(1);
            assertThat(database.opening().replayed())
                    .as("and a rest in the journal")
                    .isPositive();
        }
        try (Database again = DirectoryFixture.open(directory)) {
            assertThat(DirectoryFixture.records(again)).isEqualTo(held);
            assertThat(again.store().shardStates().list())
                    .as("what runs add up to that were written without sums")
                    .allSatisfy(state -> assertThat(state.roots()).isEqualTo(reference(again, state.shard())));
        }
    }

    private static Roots reference(Database database, int shard) {
        List<Recorded> records = new ArrayList<>();
        try (SlotCursor slots =
                database.reader().slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false))) {
            while (slots.next()) {
                records.addAll(slots.claims());
            }
        }
        int shards = database.identity().shardCount();
        return PlainRoots.of(
                records.stream()
                        .filter(record -> PathHash.shardOf(record.assertion().conceptPath(), shards) == shard)
                        .toList(),
                shards);
    }

    private static InputStream resource(String name) {
        return UpgradeTest.class.getResourceAsStream("/directories/" + name);
    }

    private static TreeSet<String> held(String name) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void unpack(String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(resource(name))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }
}
