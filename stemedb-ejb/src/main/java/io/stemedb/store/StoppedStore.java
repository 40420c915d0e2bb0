package io.stemedb.store;

import io.stemedb.assertion.PathHash;
import io.stemedb.files.Disk;
import io.stemedb.files.SetAside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What is done to the folder of a store while none is open there. */
public final class StoppedStore {
    private StoppedStore() {}

    /** Makes an empty store. */
    public static void create(Disk disk, Path directory, long store) throws IOException {
        disk.createDirectories(directory);
        new ManifestFile(disk, directory).replace(Manifest.empty(store));
    }

    /**
     * Makes an empty store of one that has no manifest to go by. Its files are set aside, so that whatever becomes of
     * the replay nothing is lost by it.
     */
    public static void startOver(Disk disk, Path directory, long store, SetAside aside) throws IOException {
        for (String name : disk.list(directory)) {
            if (name.startsWith("run-") && (name.endsWith(".mv") || name.endsWith(".side"))) {
                aside.take(directory.resolve(name), "unnamed");
            }
        }
        aside.take(
                directory.resolve(ManifestFile.NAME), "damaged"); // last: while it is damaged a start begins again here
        create(disk, directory, store);
    }

    /** The runs that were set aside as nothing names them any more, now or earlier. */
    public static List<UnnamedRun> unnamed(Disk disk, Path setAside) throws IOException {
        return disk.exists(setAside) ? UnnamedRun.in(disk, setAside) : List.of();
    }

    /**
     * What a repair has lost and nobody has accepted.
     *
     * @param file that names all of it
     * @param slots how many are refused
     * @param shards that are refused whole, as nothing names what they lost
     * @param sources whether facts about sources are among it: then every answer that a weight decides is refused
     */
    public record Lost(Path file, int slots, Set<Integer> shards, boolean sources) {
        /** What lets them answer with what is left. */
        public static final String WAY_OUT = "stemedb-node repair --accept-loss";

        static Lost of(LostClaims lost, Path file) {
            Set<Integer> shards = new TreeSet<>(lost.shards());
            shards.remove(PathHash.SYSTEM_SHARD);
            return new Lost(file, lost.slots().size(), shards, lost.hasSources());
        }

        public boolean isEmpty() {
            return slots == 0 && shards.isEmpty() && !sources;
        }

        /** {@code 2 slots, all of the shards [7], and the weights of all sources}, as far as that is so. */
        public String words() {
            String whole = shards.isEmpty() ? "" : ", all of the shards " + shards;
            return slots + " slots" + whole + (sources ? ", and the weights of all sources" : "");
        }
    }

    /** What a stopped store has lost. */
    public static Lost lost(Disk disk, Path directory) throws IOException {
        LostFile file = new LostFile(disk, directory);
        return Lost.of(file.read(), file.path());
    }

    /** Refuses every shard if the list of what was lost cannot be read; what is left of it is kept. */
    public static void refuseAll(Disk disk, Path directory, int shardCount, SetAside aside) throws IOException {
        Set<Integer> all = new TreeSet<>(IntStream.range(0, shardCount).boxed().toList());
        all.add(PathHash.SYSTEM_SHARD);
        LostFile file = new LostFile(disk, directory);
        aside.keeps(file.path(), "damaged"); // a second name: without a list nothing would be refused
        file.replace(new LostClaims(LostClaims.sorted(), LostClaims.sorted(), all));
    }

    /** Lets a stopped store answer without what it has lost; false if that is nothing. */
    public static boolean acceptLoss(Disk disk, Path directory, SetAside aside) throws IOException {
        return aside.take(new LostFile(disk, directory).path(), "accepted") != null;
    }
}
