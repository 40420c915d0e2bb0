package io.stemedb.intake;

import io.stemedb.files.SimulatedDisk;
import io.stemedb.query.SlotCache;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A database whose writer, answers and lookups one thread plays in turn: it could not if any waited for another. */
final class PlayedIntake implements AutoCloseable {
    final Deque<Runnable> answers = new ArrayDeque<>();
    final Deque<Runnable> lookups = new ArrayDeque<>();
    final Database database;
    final OpenDatabase live;

    /** What {@link #live} is told of records before it is there: nothing. */
    private OpenDatabase applied;

    PlayedIntake() throws IOException {
        Surroundings around = OneThread.on(new SimulatedDisk(new Random(1)))
                .answers(answers::add)
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(Path.of("/data"))
                .shards(64)
                .segments(1 << 20)
                .tables(1 << 20)
                .fan(2)
                .options();
        database = Database.open(options, around, recorded -> applied.applied(recorded));
        Positions positions = new Positions(database, Duration.ZERO);
        live = new OpenDatabase(
                database,
                new SlotCache(database.reader(), 1 << 20),
                positions,
                (appends, terms) -> database.recorder().submit(appends, terms.patience()),
                database.reader());
        applied = live;
    }

    Writes writes() {
        return new Writes(live, () -> 1, new Random(3), lookups::add);
    }

    static void work(Deque<Runnable> waiting) {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    /** All that is handed in; its answers are given, as far as they need no looking up. */
    void becomeDurable() {
        while (database.step()) {
            work(answers);
        }
    }

    /** Until nothing is left to be done. */
    void playAll() {
        while (database.step()) {
            work(answers);
            work(lookups);
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
