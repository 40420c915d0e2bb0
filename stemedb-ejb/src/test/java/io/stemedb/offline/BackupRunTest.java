package io.stemedb.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.backup.Until;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineOptions;
import io.stemedb.engine.OptionsOf;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRunTest {
    private static final int FAN = 2;

    private final List<String> lines = new ArrayList<>();

    private static OptionsOf options(Path data) {
        Map<String, String> given =
                Map.of(Key.DATA_DIR.fullName(), data.toString(), Key.STORE_MERGE_FAN.fullName(), Integer.toString(FAN));
        Settings.Judgement judgement = Settings.judge(key -> Optional.ofNullable(given.get(key)));
        assertThat(judgement.faults()).isEmpty();
        return new OptionsOf(judgement.settings());
    }

    private int backUp(EngineOptions options, Path to) {
        return new BackupRun(new Random(1), lines::add).take(options, to, false);
    }

    @Test
    void a_place_that_the_file_system_refuses_is_named_with_why(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        Path file = Files.createFile(folder.resolve("file")).toRealPath();
        int code = backUp(options(data).stopped(data), file);
        assertThat(code).isEqualTo(BackupRun.FAILED);
        assertThat(lines).containsExactly("failed: " + file + ": it exists already");
    }

    @Test
    void a_backup_of_a_stopped_node_starts_no_merge_though_one_is_due(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        writeUnmergedRuns(data);
        List<String> before = runs(data);
        assertThat(before).hasSizeGreaterThan(FAN);
        assertThat(backUp(options(data).stopped(data), folder.resolve("backups").toAbsolutePath()))
                .as("%s", lines)
                .isEqualTo(BackupRun.DONE);
        assertThat(runs(data)).isEqualTo(before);
        // A running node of the same settings merges: so one was due.
        try (Engine running =
                Engine.open(options(data).running(Runtime.getRuntime().maxMemory()))) {
            await().until(() -> !runs(data).equals(before));
        }
    }

    @Test
    void a_restore_says_that_tokens_are_as_they_were(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        writeUnmergedRuns(data);
        Path backups = folder.resolve("backups").toAbsolutePath();
        Path restored = folder.resolve("restored").toAbsolutePath();
        assertThat(backUp(options(data).stopped(data), backups)).isEqualTo(BackupRun.DONE);

        int code = new BackupRun(new Random(2), lines::add).restore(backups, restored, null, new Until.End());

        assertThat(code).as("%s", lines).isEqualTo(BackupRun.DONE);
        assertThat(lines.get(lines.size() - 1))
                .contains("revoke it again", "token create --role operator --data-dir " + restored);
    }

    private static void writeUnmergedRuns(Path data) throws IOException {
        Surroundings around = OneThread.on(new LocalDisk())
                .merger(merge -> {})
                .healer(Runnable::run)
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(data)
                .shards(64)
                .segments(1 << 20)
                .tables(16 << 10)
                .fan(FAN)
                .options();
        try (Database database = Database.open(options, around, recorded -> {})) {
            CanonicalJson value = CanonicalJson.ofCanonical("\"" + "x".repeat(200) + "\"");
            for (int i = 0; i < 400; i++) {
                var unused = database.recorder()
                        .submit(List.of(new Append(
                                Completion.complete(Claim.of("a/" + i, "p", value, "who"), 0, () -> ""), null, null)));
                while (database.step()) {
                    // the next group
                }
            }
        }
    }

    private static List<String> runs(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("db"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mv"))
                    .sorted()
                    .toList();
        }
    }
}
