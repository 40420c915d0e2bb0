package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.PowerCut;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.Groups;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A small node on a played disk that is stopped whenever nobody looks, so that its files can be damaged. */
final class StoppedNode {
    static final Path DATA = Path.of("/data");
    static final int BLOCK = 4096;
    static final int SHARDS = 4;

    SimulatedDisk disk = new SimulatedDisk(new Random(1));
    final List<Recorded> held = new ArrayList<>();
    Executor merger = Runnable::run;
    private final DatabaseOptions options;

    StoppedNode(Retention retention, long tableBytes) {
        options = SmallDatabase.in(DATA)
                .shards(SHARDS)
                .segments(128 * 1024)
                .keeping(retention)
                .tables(tableBytes)
                .options();
    }

    Database open() throws IOException {
        Surroundings around =
                OneThread.on(disk).merger(merger).healer(Runnable::run).surroundings();
        return Database.open(options, around, held::add);
    }

    /** Writes each claim in a group of its own. */
    void write(int claims) throws IOException {
        try (Database node = open()) {
            for (int i = 0; i < claims; i++) {
                int number = held.size() + 1;
                Groups.write(node, number, 100);
            }
        }
    }

    /** The process that uses the files ends here; the next one finds what it saw. */
    void kill() {
        disk = disk.killProcess();
    }

    Repair repair() throws IOException {
        return new Repair(disk, options, () -> 1_000_000L);
    }

    /** Kills a repair before it makes its n-th name durable; false if it ended before. */
    boolean repairKilledAt(int nth, Consumer<String> told) throws IOException {
        int[] left = {nth};
        disk.hook((operation, path) -> {
            if (operation == Operation.FORCE_DIRECTORY && --left[0] == 0) {
                throw new PowerCut("a kill before " + operation + " of " + path);
            }
        });
        try {
            repair().apply(repair().plan(), told);
            disk.hook((operation, path) -> {});
            return false;
        } catch (PowerCut | IOException killed) {
            kill();
            return true;
        }
    }

    List<Path> files(String folder, String ending) throws IOException {
        Path path = DATA.resolve(folder);
        return disk.list(path).stream()
                .filter(name -> name.endsWith(ending))
                .map(path::resolve)
                .toList();
    }

    byte[] bytes(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.read(all, 0);
            return all.array();
        }
    }

    void overwrite(Path path, byte[] bytes, long at) throws IOException {
        try (DiskFile file = disk.open(path)) {
            file.write(ByteBuffer.wrap(bytes), at);
            file.force();
        }
    }

    /** What cannot be answered; whatever is answered must be right. */
    List<Recorded> refused(Database node) {
        List<Recorded> refused = new ArrayList<>();
        for (Recorded recorded : held) {
            try {
                assertThat(node.reader().slot(recorded.assertion().conceptPath(), "p"))
                        .containsExactly(recorded);
                assertThat(node.reader().find(recorded.id())).contains(recorded);
            } catch (StemeException e) {
                assertThat(e.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE);
                refused.add(recorded);
            }
        }
        return refused;
    }

    /** The claims that are there, by number. */
    static TreeSet<String> walked(Database node) {
        TreeSet<String> paths = new TreeSet<>();
        try (SlotCursor cursor =
                node.reader().slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false))) {
            while (cursor.next()) {
                paths.add(cursor.conceptPath());
            }
        }
        return paths;
    }
}
