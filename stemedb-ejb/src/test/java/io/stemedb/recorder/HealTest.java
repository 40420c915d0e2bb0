package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Damage;
import io.stemedb.store.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a run that is damaged, while the node runs and at its start. */
class HealTest {
    private static final Path DATA = Path.of("/data");
    private static final Path DB = DATA.resolve("db");
    private static final Path ASIDE = DATA.resolve("set-aside");
    private static final int CLAIMS = 900;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Deque<Runnable> healer = new ArrayDeque<>();
    private final List<Recorded> held = new ArrayList<>();
    private Database node;

    private Database open(Retention retention) throws IOException {
        Surroundings around = OneThread.on(disk).healer(healer::add).surroundings();
        node = Database.open(SmallDatabase.in(DATA).keeping(retention).options(), around, held::add);
        return node;
    }

    @AfterEach
    void close() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    private void write(int claims) {
        for (int i = 0; i < claims; i++) {
            int number = held.size() + 1;
            Append append = new Append(
                    Claims.claim(number)
                            .in("a/" + number, "p")
                            .says("\"" + "x".repeat(200) + "\"")
                            .done()
                            .assertion(),
                    null,
                    null);
            var unused = node.recorder().submit(List.of(append));
            while (node.step()) {
                // the next group
            }
        }
    }

    private void full(Retention retention) throws IOException {
        open(retention);
        write(CLAIMS);
    }

    private List<String> runs(String ending) throws IOException {
        return disk.list(DB).stream().filter(name -> name.endsWith(ending)).toList();
    }

    /** Damages a block of a run in which there are claims, and which an opening does not read. */
    private Path damaged(String name) throws IOException {
        Path file = DB.resolve(name);
        disk.damage(file, disk.size(file) / 4);
        return file;
    }

    /** How many lookups are refused; none may be wrong. */
    private int refusals() {
        int refused = 0;
        for (Recorded recorded : held) {
            try {
                assertThat(node.reader().find(recorded.id())).contains(recorded);
                assertThat(node.reader().slot(recorded.assertion().conceptPath(), "p"))
                        .containsExactly(recorded);
            } catch (StemeException e) {
                assertThat(e.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE);
                refused++;
            }
        }
        return refused;
    }

    private void heal() {
        while (!healer.isEmpty()) {
            healer.poll().run();
        }
    }

    @Test
    void a_damaged_run_is_named_refused_and_made_again() throws IOException {
        full(Retention.all());
        node.close();
        Path file = damaged(runs(".mv").get(0));
        open(Retention.all());
        assertThat(refusals()).isPositive();
        assertThat(node.store().damages()).hasSize(1).allSatisfy(damage -> {
            assertThat(damage.file()).isEqualTo(file);
            assertThat(damage.state()).isEqualTo(Damage.State.WAITING);
        });
        heal();
        assertThat(node.store().damages()).isEmpty();
        assertThat(refusals()).isZero();
        assertThat(node.store().statistics().assertions()).isEqualTo(CLAIMS);
        assertThat(disk.list(ASIDE)).contains(file.getFileName() + ".19700101T000001Z.damaged");
    }

    @Test
    void a_run_is_made_again_in_parts_no_larger_than_a_table() throws IOException {
        full(Retention.all());
        node.close();
        int before = runs(".mv").size();
        damaged(runs(".mv").get(0));
        open(Retention.all());
        refusals();
        List<Integer> levels = node.store().statistics().runs();
        assertThat(levels).as("a merged run is among them").hasSizeGreaterThan(1);
        heal();
        assertThat(refusals()).isZero();
        assertThat(runs(".mv").size()).isGreaterThanOrEqualTo(before);
        node.close();
        open(Retention.all());
        assertThat(refusals()).isZero();
    }

    @Test
    void a_lost_run_or_side_file_does_not_stop_a_start() throws IOException {
        full(Retention.all());
        for (String ending : List.of(".mv", ".side")) {
            node.close();
            Path file = DB.resolve(runs(ending).get(0));
            disk.delete(file);
            open(Retention.all());
            assertThat(node.store().damages())
                    .hasSize(1)
                    .allSatisfy(damage -> assertThat(damage.file()).isEqualTo(file));
            assertThat(refusals()).isPositive();
            assertThatThrownBy(() -> node.store().sources().count("who")).isInstanceOf(StemeException.class);
            heal();
            assertThat(refusals()).isZero();
            assertThat(node.store().statistics().assertions()).isEqualTo(CLAIMS);
        }
    }

    @Test
    void a_lost_run_that_the_journal_does_not_have_stops_a_start() throws IOException {
        full(Retention.flushed());
        node.close();
        Path file = DB.resolve(runs(".mv").get(0));
        disk.delete(file);
        node = null;
        assertThatThrownBy(() -> open(Retention.flushed()))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(" records of shards [")
                .hasMessageContaining("LSN")
                .hasMessageContaining("stemedb-node repair --data-dir /data");
    }

    @Test
    void a_lost_manifest_is_made_again_from_the_whole_journal() throws IOException {
        full(Retention.all());
        node.close();
        long files =
                disk.list(DB).stream().filter(name -> !name.equals("witness")).count();
        disk.damage(DB.resolve("manifest"), 100);
        open(Retention.all());
        assertThat(refusals()).isZero();
        assertThat(node.store().statistics().assertions()).isEqualTo(CLAIMS);
        assertThat(disk.list(ASIDE)).as("the manifest and the runs it named").hasSize((int) files);
    }

    @Test
    void while_a_run_is_damaged_the_others_go_on_merging_and_the_journal_is_kept() throws IOException {
        full(Retention.all());
        node.close();
        damaged(runs(".mv").get(0));
        open(Retention.flushed());
        refusals();
        write(CLAIMS);
        assertThat(node.store().statistics().runs().get(0))
                .as("runs of level 0")
                .isLessThan(5);
        heal();
        assertThat(node.store().damages()).isEmpty();
        assertThat(refusals()).isZero();
        assertThat(node.store().statistics().assertions()).isEqualTo(2L * CLAIMS);
    }

    @Test
    void a_healing_that_fails_is_tried_again() throws IOException {
        full(Retention.all());
        node.close();
        damaged(runs(".mv").get(0));
        open(Retention.all());
        refusals();
        Faults faults = new Faults();
        disk.hook(faults);
        faults.fail(
                io.stemedb.files.DiskHook.Operation.CREATE, path -> path.endsWith("manifest.tmp"), 1, Faults.IO_ERROR);
        heal();
        assertThat(node.store().damages()).extracting(Damage::state).containsExactly(Damage.State.NOT_HEALED);
        assertThat(refusals()).isPositive();
        write(CLAIMS);
        heal();
        assertThat(node.store().damages()).isEmpty();
        assertThat(refusals()).isZero();
    }
}
