package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Damage anywhere in store and journal: nothing is answered wrongly or silently left out, and runs are whole again
 * afterwards.
 */
class DamageTrialsTest {
    private static final int TRIALS = 200;
    private static final int CLAIMS = 120;

    private final StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
    private final Random random = new Random(3);
    private final Map<Path, byte[]> sound = new TreeMap<>();
    private int refusedStarts;
    private int healed;

    private interface Damage {
        void to(byte[] bytes);
    }

    @BeforeEach
    void write() throws IOException {
        node.write(CLAIMS);
        for (String folder : List.of("db", "wal")) {
            for (Path file : node.files(folder, "")) {
                sound.put(file, node.bytes(file));
            }
        }
    }

    @Test
    void two_hundred_flipped_bytes_cost_nothing() throws IOException {
        trials(bytes -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255)));
    }

    @Test
    void two_hundred_blocks_of_garbage_cost_nothing() throws IOException {
        trials(bytes -> {
            byte[] garbage = new byte[StoppedNode.BLOCK];
            random.nextBytes(garbage);
            int at = random.nextInt(bytes.length) / StoppedNode.BLOCK * StoppedNode.BLOCK;
            System.arraycopy(garbage, 0, bytes, at, Math.min(garbage.length, bytes.length - at));
        });
    }

    @Test
    void garbage_over_the_end_of_the_journal_costs_nothing() throws IOException {
        Path last = node.files("wal", ".wal").get(node.files("wal", ".wal").size() - 1);
        byte[] bytes = sound.get(last);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        for (int from = end - 3 * StoppedNode.BLOCK; from < end; from += 97) {
            restore();
            byte[] garbage = new byte[Math.min(2 * StoppedNode.BLOCK, bytes.length - from)];
            random.nextBytes(garbage);
            node.overwrite(last, garbage, from);
            startAndRead(last, true);
        }
    }

    @Test
    void any_file_that_is_gone_costs_nothing() throws IOException {
        for (Path file : sound.keySet()) {
            restore();
            node.disk.delete(file);
            startAndRead(file, true);
        }
    }

    private void trials(Damage damage) throws IOException {
        for (int trial = 0; trial < TRIALS; trial++) {
            restore();
            List<Path> files = new ArrayList<>(sound.keySet());
            Path file = files.get(random.nextInt(files.size()));
            byte[] damaged = damaged(file, damage);
            node.overwrite(file, damaged, 0);
            startAndRead(file, !Arrays.equals(damaged, sound.get(file)));
        }
        assertThat(refusedStarts).as("starts refused").isPositive();
        assertThat(healed).as("files healed").isGreaterThan(TRIALS / 10);
    }

    private byte[] damaged(Path file, Damage damage) {
        byte[] damaged = sound.get(file).clone();
        damage.to(damaged);
        return damaged;
    }

    private void startAndRead(Path file, boolean reallyDamaged) throws IOException {
        try (Database open = node.open()) {
            // Everything happens in this thread: a run is whole again as soon as the first read of it was refused.
            int refused = node.refused(open).size();
            assertThat(refused == 0 || reallyDamaged).isTrue();
            assertThat(open.store().damages()).as("after %s", file).isEmpty();
            assertThat(node.refused(open))
                    .as("refused after %s was healed", file)
                    .isEmpty();
            assertThat(StoppedNode.walked(open)).hasSize(CLAIMS);
            healed += node.files("db", "").equals(filesOf("db")) ? 0 : 1;
        } catch (JournalDamagedException named) {
            refusedStarts++;
            assertThat(file.startsWith(named.file()))
                    .as("%s for %s", named, file)
                    .isTrue(); // its folder, where none is left
            assertThat(named).hasMessageContaining("offset " + named.offset());
        }
    }

    private List<Path> filesOf(String folder) {
        return sound.keySet().stream()
                .filter(file -> file.getParent().endsWith(folder))
                .toList();
    }

    /** The directory as it was, whatever the trial before has made of it. */
    private void restore() throws IOException {
        for (String folder : List.of("db", "wal")) {
            for (Path file : node.files(folder, "")) {
                node.disk.delete(file);
            }
        }
        for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
            node.disk.create(file.getKey()).close();
            node.overwrite(file.getKey(), file.getValue(), 0);
        }
    }
}
