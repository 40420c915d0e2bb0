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

/** Damage anywhere in store and journal: nothing is answered wrongly or silently left out, and runs are whole again afterwards. */
class DamageTrialsTest {
    private static final int TRIALS = 200;
    private static final int CLAIMS = 120;
    private static final int LAST_GROUP = 400;

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

    /**
     * Not the very end of the journal: where it is damaged with all that would prove that it was forced, it cannot be told from
     * what a crash leaves.
     */
    private byte[] damaged(Path file, Damage damage) {
        byte[] damaged;
        do {
            damaged = sound.get(file).clone();
            damage.to(damaged);
        } while (file.toString().endsWith(".wal") && bytesAtTheEnd(sound.get(file), damaged) > 1);
        return damaged;
    }

    private static int bytesAtTheEnd(byte[] sound, byte[] damaged) {
        int end = sound.length;
        while (sound[end - 1] == 0) {
            end--;
        }
        int different = 0;
        for (int at = end - LAST_GROUP; at < end; at++) {
            different += sound[at] == damaged[at] ? 0 : 1;
        }
        return different;
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
            assertThat(named.file()).isEqualTo(file);
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
