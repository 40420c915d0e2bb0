package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.store.MergePace;
import io.stemedb.store.Merging;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writers that never rest over merges that stall: what is held stays bounded, writers hear of it, and nothing is lost.
 */
class FallingBehindSimulation {
    private static final int BOUND = 6;
    private static final int FAN = 2;
    private static final int MOVES = 3_000;
    private static final long TABLE = 8_000;

    private final AtomicLong wall = new AtomicLong(1_000_000_000);
    private final Deque<Runnable> merges = new ArrayDeque<>();
    private SimulatedDisk disk;
    private Database database;
    private int sent;
    private int acknowledged;
    private int refused;
    private long longestDelay;
    private long waitedMicros;

    private void open() throws IOException {
        merges.clear();
        Surroundings around = OneThread.on(disk)
                .clock(wall::get)
                .merger(merges::add)
                .healer(Runnable::run)
                .surroundings();
        Merging merging = new Merging(MergePace.FREE, BOUND, Long.MAX_VALUE);
        database = Database.open(
                SmallDatabase.in(SmallNode.DATA)
                        .shards(64)
                        .segments(SmallNode.SEGMENT)
                        .tables(TABLE)
                        .fan(FAN)
                        .merging(merging)
                        .options(),
                around,
                recorded -> {});
        database.recorder().statistics().tell((records, bytes, nanos, heldMicros) -> waitedMicros += heldMicros);
    }

    /** Writes one claim as the writer's thread would, a millisecond a step. */
    private void write() {
        var claim = Claims.claim(++sent).in("a/" + sent, "p").says("\"" + "x".repeat(500) + "\"");
        CompletableFuture<List<AppendOutcome>> outcome =
                database.recorder().submit(List.of(new Append(claim.done().assertion(), null, null)));
        for (int step = 0; !outcome.isDone(); step++) {
            assertThat(step).as("a group waits a second at most").isLessThan(1_100);
            wall.addAndGet(1_000);
            if (!database.step()) {
                Idle.rest(database);
            }
            longestDelay = Math.max(longestDelay, database.recorder().heldBackMillis());
        }
        hear(outcome.join().get(0));
    }

    private void hear(AppendOutcome outcome) {
        if (outcome instanceof Refused no) {
            refused++;
            assertThat(no.refusal().refusal()).isEqualTo(Refusal.RATE_LIMITED);
            assertThat(database.recorder().refusal()).isPresent();
        } else {
            assertThat(outcome).isInstanceOf(Appended.class);
            acknowledged++;
        }
    }

    private int runs() {
        return database.store().statistics().runs().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void merge() {
        Runnable merge = merges.poll();
        if (merge != null) {
            merge.run();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void what_is_held_stays_bounded_while_merges_stall_and_nothing_is_lost(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        disk = new SimulatedDisk(random.split());
        open();
        boolean stalled = true;
        for (int move = 0; move < MOVES; move++) {
            write();
            if (!stalled && random.nextInt(3) == 0) {
                merge();
            }
            if (random.nextInt(800) == 0) {
                stalled = !stalled;
            }
            // Merged runs of higher levels number a few.
            assertThat(runs()).as("move %d", move).isLessThanOrEqualTo(2 * BOUND + 20);
            assertThat(database.store().statistics().tableBytes()).isLessThan(3 * TABLE);
        }
        assertThat(refused).as("there was something to see").isPositive();
        assertThat(longestDelay).isPositive();
        assertThat(waitedMicros).as("listeners hear of it").isPositive();
        goesOnByItself();
        nothingIsLost(random);
    }

    private void goesOnByItself() {
        while (!merges.isEmpty()) {
            merge();
        }
        database.step();
        assertThat(database.recorder().refusal()).isEmpty();
        assertThat(database.recorder().heldBackMillis()).isZero();
        int before = acknowledged;
        write();
        assertThat(acknowledged).isEqualTo(before + 1);
    }

    private void nothingIsLost(SplittableRandom random) throws IOException {
        disk = random.nextBoolean() ? disk.cutPower() : disk.killProcess();
        database.store().close();
        open();
        assertThat(database.store().statistics().assertions()).isEqualTo(acknowledged);
    }
}
