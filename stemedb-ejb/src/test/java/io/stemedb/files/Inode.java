package io.stemedb.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A file without its name: what the process sees, what the platter holds, and the changes in between, in their order.
 * At a power cut some of these have reached the platter: sector by sector, in any order.
 */
final class Inode {
    static final int SECTOR = 512;

    private Content seen = new Content();
    private Content durable = new Content();
    private final List<Change> unforced = new ArrayList<>();

    /** A write, or where {@code data} is null a change of the size to {@code position}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never seen outside
    private record Change(long position, byte[] data, long sizeAfter) {}

    /** Which parts of which changes reached the platter. */
    private interface Fate {
        boolean reached(int change, long sector);
    }

    long size() {
        return seen.size();
    }

    int read(ByteBuffer target, long position) {
        return seen.read(target, position);
    }

    void write(byte[] data, long position) {
        if (data.length > 0) {
            seen.write(data, 0, data.length, position);
            unforced.add(new Change(position, data, seen.size()));
        }
    }

    void truncate(long size) {
        if (size < seen.size()) {
            seen.resize(size);
            unforced.add(new Change(size, null, size));
        }
    }

    void force() {
        apply((change, sector) -> true, unforced);
        durable.resize(seen.size());
        unforced.clear();
    }

    /** The disk could not write: what was not forced is on the platter or not, and no later force will put it there. */
    void failForce(RandomGenerator random) {
        settle(random);
    }

    /** The machine starts again and sees what the platter holds. */
    void cutPower(RandomGenerator random) {
        settle(random);
        seen = durable.copy();
    }

    void flip(long position) {
        seen.flip(position);
        durable.flip(position);
    }

    private void settle(RandomGenerator random) {
        if (unforced.isEmpty()) {
            return;
        }
        int before = durable.size();
        List<Change> changes = new ArrayList<>(unforced);
        unforced.clear();
        switch (random.nextInt(6)) {
            case 0 -> {
                return; // nothing reached it
            }
            case 1 -> {
                apply((change, sector) -> true, changes);
                durable.resize(changes.get(changes.size() - 1).sizeAfter());
                return;
            }
            case 2 -> apply(aBeginning(random, changes.size()), changes);
            case 3 -> apply(eachForItself(random, changes.size()), changes);
            case 4 -> {
                shuffle(changes, random);
                apply(eachForItself(random, changes.size()), changes);
            }
            default -> apply(eachSectorAsOfSomeTime(random, changes.size()), changes);
        }
        int choice = random.nextInt(changes.size() + 1);
        durable.resize(choice == changes.size() ? before : changes.get(choice).sizeAfter());
    }

    private static Fate aBeginning(RandomGenerator random, int changes) {
        int torn = random.nextInt(changes);
        return (change, sector) -> change < torn || (change == torn && random.nextBoolean());
    }

    private static Fate eachForItself(RandomGenerator random, int changes) {
        double[] chances = random.ints(changes, 0, 4)
                .mapToDouble(fate -> fate / 2.0 - 0.25)
                .toArray();
        return (change, sector) -> random.nextDouble() < chances[change];
    }

    private static Fate eachSectorAsOfSomeTime(RandomGenerator random, int changes) {
        Map<Long, Integer> times = new HashMap<>();
        return (change, sector) -> change < times.computeIfAbsent(sector, any -> random.nextInt(changes + 1));
    }

    private static void shuffle(List<Change> changes, RandomGenerator random) {
        for (int last = changes.size() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            Change change = changes.get(last);
            changes.set(last, changes.get(other));
            changes.set(other, change);
        }
    }

    private void apply(Fate fate, List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.data() != null) {
                applyWrite(fate, i, change);
            } else if (change.position() < durable.size() && fate.reached(i, change.position() / SECTOR)) {
                durable.resize(change.position());
            }
        }
    }

    private void applyWrite(Fate fate, int index, Change change) {
        byte[] data = change.data();
        for (int from = 0; from < data.length; ) {
            long sector = (change.position() + from) / SECTOR;
            int to = (int) Math.min(data.length, (sector + 1) * SECTOR - change.position());
            if (fate.reached(index, sector)) {
                durable.write(data, from, to - from, change.position() + from);
            }
            from = to;
        }
    }
}
