package io.stemedb.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.ShardState;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two nodes record the same claims, and each gets copies of what the other has recorded. */
class TwinTest {
    private static final int SHARDS = 4;
    private static final int CLAIMS = 40;

    private final Side early = new Side(1, 1_000_000);
    private final Side late = new Side(2, 9_000_000);

    TwinTest() throws IOException {}

    /** A node whose clock says what the test wants. */
    private static final class Side {
        private final long wall;
        private final Random random;
        private SimulatedDisk disk;
        private Database database;

        Side(long seed, long wall) throws IOException {
            this.wall = wall;
            this.random = new Random(seed);
            this.disk = new SimulatedDisk(new Random(seed));
            open();
        }

        private void open() throws IOException {
            database = Database.open(
                    SmallDatabase.in(Path.of("/data"))
                            .shards(SHARDS)
                            .segments(1 << 20)
                            .tables(4_000)
                            .fan(2)
                            .options(),
                    OneThread.on(disk).clock(() -> wall).random(random).surroundings(),
                    recorded -> {});
        }

        void restart(boolean powerCut) throws IOException {
            disk = powerCut ? disk.cutPower() : disk.killProcess();
            database.store().close();
            open();
        }

        List<StoredRecord> record(int from, int to) {
            List<Append> appends = new ArrayList<>();
            for (int i = from; i < to; i++) {
                appends.add(new Append(claim(i), null, null));
            }
            var outcomes = database.recorder().submit(appends);
            work();
            return outcomes.join().stream()
                    .map(outcome ->
                            StoredRecord.of(PathHash.shardOf(outcome.orThrow().assertion(), SHARDS), outcome.orThrow()))
                    .toList();
        }

        List<CopyOutcome> take(List<StoredRecord> records) {
            CompletableFuture<List<CopyOutcome>> outcomes = database.recorder()
                    .store(records.stream()
                            .map(record -> database.recorder().copy(record.key(), record.rest()))
                            .toList());
            work();
            return outcomes.join();
        }

        private void work() {
            while (database.step()) {
                // the next group
            }
        }

        Recorded shown(int claim) {
            return database.reader().find(claim(claim).id()).orElseThrow();
        }

        List<ShardState> shards() {
            return database.store().shardStates().list();
        }

        ShardVector vector(int shard) {
            return database.shown().horizon().dots().of(shard);
        }
    }

    private static Assertion claim(int number) {
        byte[] value = Integer.toString(number).getBytes(UTF_8);
        Claim claim = Claim.ofSystem("a/" + number % 7, "p", CanonicalJson.ofCanonical(value), number);
        return Completion.complete(claim, number, () -> null);
    }

    private static void requireAlike(Side one, Side other) {
        for (int shard = 0; shard < SHARDS; shard++) {
            assertThat(one.vector(shard)).isEqualTo(other.vector(shard));
            assertThat(one.shards().get(shard).roots())
                    .isEqualTo(other.shards().get(shard).roots());
            assertThat(one.shards().get(shard).records())
                    .isEqualTo(other.shards().get(shard).records());
        }
        for (int i = 0; i < CLAIMS; i++) {
            assertThat(one.shown(i)).isEqualTo(other.shown(i));
            assertThat(one.database.reader().slot("a/" + i % 7, "p")).containsOnlyOnce(one.shown(i));
        }
        assertThat(one.database.store().statistics().assertions()).isEqualTo(CLAIMS);
        assertThat(one.database.store().sources().count(Claim.SYSTEM_SOURCE)).isEqualTo(CLAIMS);
    }

    private void exchange() {
        List<StoredRecord> ofEarly = early.record(0, CLAIMS);
        List<StoredRecord> ofLate = late.record(0, CLAIMS);
        assertThat(early.take(ofLate)).allMatch(CopyOutcome.Taken.class::isInstance);
        assertThat(late.take(ofEarly)).allMatch(CopyOutcome.Taken.class::isInstance);
        assertThat(late.take(ofEarly)).allMatch(CopyOutcome.Known.class::isInstance);
        assertThat(early.take(ofLate)).allMatch(CopyOutcome.Known.class::isInstance);
    }

    @Test
    void what_two_nodes_have_recorded_is_counted_once_and_shown_as_the_first_of_them_recorded_it() {
        exchange();
        requireAlike(early, late);
        assertThat(late.shown(3).recordedAt()).isLessThan(2_000_000);
    }

    @Test
    void a_start_reads_the_same_back_from_runs_and_journal() throws IOException {
        exchange();
        early.restart(true);
        late.restart(false);
        requireAlike(early, late);
    }

    @Test
    void a_merge_of_everything_keeps_both_records_and_shows_one() throws IOException {
        exchange();
        late.database.store().mergeAll(Progress.UNWATCHED);
        requireAlike(early, late);
        late.restart(true);
        requireAlike(early, late);
    }

    @Test
    void a_copy_whose_content_has_another_id_or_shard_is_refused_by_name() {
        StoredRecord sound = early.record(0, 1).get(0);
        byte[] otherShard = sound.key().clone();
        otherShard[1] ^= 1;
        byte[] otherContent = sound.rest().clone();
        otherContent[otherContent.length - 1] ^= 1;

        for (StoredRecord broken : List.of(
                new StoredRecord(otherShard, sound.rest()),
                new StoredRecord(sound.key(), otherContent),
                new StoredRecord(new byte[] {1}, sound.rest()),
                new StoredRecord(sound.key(), new byte[3]))) {
            assertThat(catchThrowableOfType(
                                    StemeException.class,
                                    () -> late.database.recorder().copy(broken.key(), broken.rest()))
                            .refusal())
                    .isEqualTo(Refusal.MALFORMED);
        }
    }

    @Test
    void what_a_node_records_after_a_copy_has_a_later_time_unless_the_copy_is_far_ahead() {
        StoredRecord ahead = late.record(100, 101).get(0);
        early.take(List.of(ahead));
        long next = early.record(101, 102).get(0).decoded().recordedAt();
        assertThat(next).isGreaterThan(1_000_000 + 4_000_000).isLessThanOrEqualTo(1_000_000 + 5_000_001);
    }
}
