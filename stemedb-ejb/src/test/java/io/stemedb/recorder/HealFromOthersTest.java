package io.stemedb.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.Pace;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.RecordPage;
import io.stemedb.store.StoreDamagedException;
import io.stemedb.store.StoreScrub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a run that the journal cannot heal, if other nodes have copies. */
class HealFromOthersTest {
    private static final Path DATA = Path.of("/data");
    private static final Path DB = DATA.resolve("db");
    private static final int CLAIMS = 900;
    private static final int SHARDS = 4;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final List<Recorded> held = new ArrayList<>();
    private final List<StoredRecord> elsewhere = new ArrayList<>();
    private Database node;

    private void open(boolean others) throws IOException {
        SmallDatabase small = SmallDatabase.in(DATA).segments(16 * 1024).keeping(Retention.flushed());
        node = Database.open(
                (others ? small.amongOthers() : small).options(),
                OneThread.on(disk).surroundings(),
                held::add);
    }

    @AfterEach
    void close() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    private void step() {
        while (node.step()) {
            // the next group
        }
    }

    /** All runs are as written, and others have all of it. */
    private void full() throws IOException {
        open(true);
        for (int number = 1; number <= CLAIMS; number++) {
            byte[] value = ("\"" + "x".repeat(200) + number + "\"").getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number, "p", CanonicalJson.ofCanonical(value), number);
            Append append = new Append(Completion.complete(claim, number, () -> null), null, null);
            var unused = node.recorder().submit(List.of(append));
            step();
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            elsewhere.addAll(lacking(shard, ShardVector.NONE));
        }
        assertThat(elsewhere).hasSize(CLAIMS);
    }

    private List<StoredRecord> lacking(int shard, ShardVector have) {
        RecordPage page = node.store().copies().without(shard, have, new byte[0], Long.MAX_VALUE);
        return page.records();
    }

    private String oldestRun() throws IOException {
        return disk.list(DB).stream()
                .filter(name -> name.endsWith(".mv"))
                .sorted()
                .toList()
                .get(0);
    }

    /** Damages some blocks, in most of which there are claims. */
    private void damage(String run) throws IOException {
        node.close(); // which still has pages of it in memory
        Path file = DB.resolve(run);
        for (int part = 1; part <= 5; part++) {
            disk.damage(file, disk.size(file) * part / 10);
        }
        open(true);
    }

    private ShardVector have(int shard) {
        return node.shown().horizon().dots().of(shard);
    }

    /** What others have and this node does not count. */
    private List<StoredRecord> missing() {
        return elsewhere.stream()
                .filter(record -> !have(record.shard()).holds(record.dot()))
                .toList();
    }

    private void requireRefilled() throws IOException {
        List<StoredRecord> missing = missing();
        assertThat(missing).isNotEmpty().hasSizeLessThan(CLAIMS);
        Set<Integer> shards = new TreeSet<>();
        missing.forEach(record -> shards.add(record.shard()));
        assertThat(node.store().losses().awaited()).containsAll(shards);
        assertThat(node.store().damages()).isEmpty();
        assertThatThrownBy(() -> node.reader().find(missing.get(0).id())).isInstanceOf(StemeException.class);

        List<Copy> copies = missing.stream()
                .map(record -> node.recorder().copy(record.key(), record.rest()))
                .toList();
        var stored = node.recorder().store(copies);
        step();
        assertThat(stored.join()).allMatch(outcome -> outcome.fold(() -> true, () -> false, why -> false));
        assertThat(missing()).isEmpty();
        node.store().losses().found(node.store().losses().awaited());
        assertThat(node.store().losses().awaited()).isEmpty();
        requireAll();
    }

    private void requireAll() {
        for (StoredRecord record : elsewhere) {
            assertThat(node.reader().find(record.id())).contains(record.decoded());
        }
        assertThat(node.store().statistics().assertions()).isEqualTo(CLAIMS);
    }

    @Test
    void what_a_run_has_lost_is_counted_no_more_and_comes_back_as_copies() throws IOException {
        full();
        String run = oldestRun();
        damage(run);
        List<StoreScrub.Finding> findings = node.store().scrub().run(Pace.UNLIMITED);
        assertThat(findings).singleElement().satisfies(found -> {
            assertThat(found.file()).isEqualTo(DB.resolve(run));
            assertThat(found.shards()).isNotEmpty();
            assertThat(found.ids()).isNotEmpty().allMatch(id -> id.length() == 40);
        });
        assertThat(missing()).as("before the writing thread comes by").isEmpty();
        step();
        List<String> lost = missing().stream()
                .map(record -> record.id().toString().substring(0, 40))
                .toList();
        assertThat(findings.get(0).ids()).isSubsetOf(lost);

        requireRefilled();
        node.close();
        open(true);
        requireAll();
    }

    @Test
    void a_node_that_others_have_copies_of_starts_without_a_run() throws IOException {
        full();
        String run = oldestRun();
        node.close();
        disk.delete(DB.resolve(run));
        node = null;
        assertThatThrownBy(() -> open(false)).isInstanceOf(StoreDamagedException.class);
        open(true);
        step();
        requireRefilled();
    }

    @Test
    void what_is_awaited_is_awaited_after_a_restart_too() throws IOException {
        full();
        String run = oldestRun();
        damage(run);
        node.store().scrub().run(Pace.UNLIMITED);
        step();
        int lost = missing().size();
        node.close();
        open(true);
        assertThat(missing()).hasSize(lost);
        requireRefilled();
    }

    @Test
    void a_run_that_holds_nothing_that_is_lacking_is_not_read() throws IOException {
        full();
        ShardVector have = have(2);
        StoredRecord last = lacking(2, ShardVector.NONE).stream()
                .max((one, other) -> Long.compare(one.dot().n(), other.dot().n()))
                .orElseThrow();
        ShardVector fewer = have.minus(ShardVector.of(last.dot()));
        damage(oldestRun());
        assertThat(lacking(2, fewer))
                .singleElement()
                .satisfies(found -> assertThat(found.key()).isEqualTo(last.key()));
        assertThat(node.store().damages()).isEmpty();
    }
}
