package io.stemedb.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command for repairs says, and with which code it ends. */
class RepairRunTest {
    @TempDir
    Path data;

    private final List<String> said = new ArrayList<>();

    private DatabaseOptions options() {
        return SmallDatabase.in(data).segments(128 << 10).tables(1 << 20).fan(4).options();
    }

    /** Segment after segment, none of whose records are in runs yet. */
    @BeforeEach
    void write() throws IOException {
        Surroundings around = OneThread.on(new LocalDisk()).surroundings();
        try (Database database = Database.open(options(), around, recorded -> {})) {
            for (int i = 0; i < 20; i++) {
                CanonicalJson value = CanonicalJson.ofCanonical("\"" + "x".repeat(20_000) + "\"");
                var unused = database.recorder()
                        .submit(List.of(new Append(
                                Completion.complete(Claim.of("a/" + i, "p", value, "who"), 0, () -> ""), null, null)));
                while (database.step()) {
                    // the next group
                }
            }
        }
    }

    private int run(boolean apply, boolean acceptLoss) {
        said.clear();
        return new RepairRun(options(), () -> 0, said::add).run(apply, acceptLoss);
    }

    private void loseTheNewestSegment() throws IOException {
        try (Stream<Path> segments = Files.list(data.resolve("wal"))) {
            Files.delete(segments.filter(file -> file.toString().endsWith(".wal"))
                    .max(Path::compareTo)
                    .orElseThrow());
        }
    }

    @Test
    void a_sound_directory_leaves_nothing_to_do() {
        assertThat(run(false, false)).isEqualTo(RepairRun.DONE);
        assertThat(run(true, true)).isEqualTo(RepairRun.DONE);
        assertThat(said).containsExactly("nothing is damaged");
    }

    @Test
    void while_a_loss_is_refused_something_is_left_to_do() throws IOException {
        loseTheNewestSegment();
        assertThat(run(false, false)).isEqualTo(RepairRun.HAS_WORK);
        assertThat(said).anyMatch(line -> line.endsWith("stemedb-node repair --apply --data-dir " + data));
        assertThat(run(true, false)).isEqualTo(RepairRun.HAS_WORK);
        assertThat(said)
                .noneMatch(line -> line.startsWith("all that the journal has"))
                .anyMatch(line -> line.startsWith("what could be read of the journal is in runs"))
                .last()
                .isEqualTo(
                        "what was lost is refused until it is accepted: stemedb-node repair --accept-loss --data-dir "
                                + data);
        assertThat(run(false, false)).as("a plan alone").isEqualTo(RepairRun.HAS_WORK);
        assertThat(run(false, true)).as("accepted").isEqualTo(RepairRun.DONE);
        assertThat(run(false, false)).isEqualTo(RepairRun.DONE);
    }
}
