package io.stemedb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.DiskFile;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A journal of texts on a simulated disk, for tests that look at one rule of it. */
final class Wal {
    static final Path DIRECTORY = Path.of("/wal");
    static final Path WITNESS = DIRECTORY.resolve(Witness.NAME);
    static final Path OTHER_WITNESS = Path.of("/db").resolve(Witness.NAME);
    static final long SEGMENT = 16 * 1024;
    private static final long STORE = 7;
    private static final byte[] KEY = {1};

    final Faults faults = new Faults();
    private SimulatedDisk disk;
    private Journal journal;

    /** A new journal, open. */
    Wal(long seed) throws IOException {
        disk = new SimulatedDisk(new Random(seed));
        Journal.create(disk, DIRECTORY, STORE, SEGMENT);
        disk.hook(faults);
        open();
    }

    SimulatedDisk disk() {
        return disk;
    }

    Journal journal() {
        return journal;
    }

    static Path segment(int number) {
        return DIRECTORY.resolve(SegmentHeader.fileName(number));
    }

    /** Writes these texts as one group. */
    void write(String... texts) throws IOException {
        long bytes = 0;
        for (String text : texts) {
            bytes += Journal.payloadBytes(KEY, text.getBytes(UTF_8));
        }
        journal.begin(texts.length, bytes);
        for (String text : texts) {
            journal.add(KEY, text.getBytes(UTF_8));
        }
        journal.commit();
    }

    /** The process ends here; the next one finds what it saw. */
    void kill() {
        disk = disk.killProcess();
        disk.hook(faults);
    }

    /** The power goes; the next process finds what was durable, and perhaps more. */
    void cutPower() {
        disk = disk.cutPower();
        disk.hook(faults);
    }

    /** Opens the journal; the texts that it replays. */
    List<String> open() throws IOException {
        return open(0);
    }

    List<String> open(long from) throws IOException {
        return open(from, STORE);
    }

    List<String> open(long from, long store) throws IOException {
        List<String> texts = new ArrayList<>();
        Journal.Opened opened = Journal.open(
                disk,
                DIRECTORY,
                store,
                SEGMENT,
                from,
                (lsn, key, rest) -> texts.add(new String(rest, UTF_8)),
                Runnable::run);
        journal = opened.journal();
        return texts;
    }

    /** Writes garbage into a segment. */
    void overwrite(int segment, long offset, int bytes) throws IOException {
        byte[] garbage = new byte[bytes];
        new Random(offset).nextBytes(garbage);
        try (DiskFile file = disk.open(segment(segment))) {
            file.write(ByteBuffer.wrap(garbage), offset);
            file.force();
        }
    }

    /** Four ways to lose what the witnesses say. */
    void damageWitnesses(int fault) throws IOException {
        for (Path witness : List.of(WITNESS, OTHER_WITNESS)) {
            damage(witness, fault);
        }
    }

    private void damage(Path witness, int fault) throws IOException {
        switch (fault) {
            case 0 -> disk.delete(witness);
            case 1 -> flip(witness, 0, 3);
            case 2 -> flip(witness, 20, 3); // its store
            default -> {
                try (DiskFile file = disk.open(witness)) {
                    file.truncate(17);
                }
            }
        }
    }

    /** Flips a bit of the block that the witness wrote first, and takes the other witness away. */
    void flipWitness(long offset) throws IOException {
        flip(WITNESS, offset, 3);
        disk.delete(OTHER_WITNESS);
    }

    /** Flips one bit of a segment. */
    void flip(int segment, long offset, int bit) throws IOException {
        flip(segment(segment), offset, bit);
    }

    private void flip(Path path, long offset, int bit) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 1 << bit)).flip();
            file.write(one, offset);
            file.force();
        }
    }

    /** Bytes that a group of one text takes. */
    static long groupOf(String text) {
        return GroupBuffer.size(1, Journal.payloadBytes(KEY, text.getBytes(UTF_8)));
    }
}
