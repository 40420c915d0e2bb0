package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.intake.Batches;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.QueryRequest;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.recorder.WriterThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetBackClockTest {
    private static final long AN_HOUR = Duration.ofHours(1).toNanos() / 1000;

    @TempDir
    Path directory;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final AtomicLong wall = new AtomicLong(10 * AN_HOUR);

    private void writeAndRead(String... values) throws IOException {
        Surroundings around = OneThread.on(disk).clock(wall::get).surroundings();
        DatabaseOptions files = SmallDatabase.in(directory).options();
        EngineOptions options = SmallEngine.options(files, Duration.ZERO);
        AtomicReference<Consumer<Recorded>> caches = new AtomicReference<>();
        Database database =
                Database.open(files, around, recorded -> caches.get().accept(recorded));
        try (Engine engine = Engine.over(database, options, caches::set, new Workers(), new Random(3));
                WriterThread writer = WriterThread.start(database)) {
            for (String value : values) {
                String line = "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":" + value + "}";
                engine.batches()
                        .run(
                                new ByteArrayInputStream(line.getBytes(UTF_8)),
                                new Batches.Options(null, false, ""),
                                Batches.Progress.UNWATCHED);
                assertThat(newest(engine)).isEqualTo(value);
                wall.addAndGet(-AN_HOUR);
            }
            assertThat(writer).isNotNull();
        }
    }

    private static String newest(Engine engine) {
        byte[] json = "{\"concept_path\":\"a\",\"predicate\":\"p\"}".getBytes(UTF_8);
        QueryRequest request = QueryRequest.read(JsonReader.object(json, JsonLimits.DEFAULT), false, Limits.DEFAULT);
        var results = engine.answer(request, null, engine.answerBudget().share())
                .answer()
                .results();
        return new String(results.get(0).claim().assertion().value().utf8(), UTF_8);
    }

    @Test
    void the_claim_acknowledged_last_is_the_newest_also_over_a_restart() throws IOException {
        writeAndRead("1", "2", "3");
        writeAndRead("4", "5");
    }
}
