package io.stemedb.offline;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.LocalDisk;
import io.stemedb.files.SmallFile;
import io.stemedb.recorder.Identity;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Gives the directory of a node that was removed from its cluster another node id, so that it can join again with what
 * it has. Whoever calls holds the directory's lock.
 */
public final class RejoinRun {
    /** What a node says of its copies in a cluster; see its format in docs/storage-format.md. */
    private static final String FILLED = "filled";

    /** What those rest on, and whether a majority has told the node that it counts: of the new id nobody has. */
    private static final String BASES = "bases";

    /** Each id that the directory had before, on a line of its own. */
    private static final String FORMER = "former-ids";

    private final Disk disk;
    private final Path directory;
    private final RandomGenerator random;
    private final Consumer<String> out;

    public RejoinRun(Path directory, RandomGenerator random, Consumer<String> out) {
        this(new LocalDisk(), directory, random, out);
    }

    /** The same on another disk, for simulations. */
    public RejoinRun(Disk disk, Path directory, RandomGenerator random, Consumer<String> out) {
        this.disk = disk;
        this.directory = directory;
        this.random = random;
        this.out = out;
    }

    /**
     * A node id that is configured for the directory.
     *
     * @param place where it is, such as a file with the number of a line
     */
    public record Configured(String nodeId, String place) {}

    /** The same if no id is configured. */
    public int run(String nodeId) {
        return run(nodeId, Optional.empty());
    }

    /**
     * Changes the identity. What the node records from then on has another name, too: nobody can tell whether a number
     * of the old one was given out.
     *
     * @param nodeId the new id, already judged; null for the configured one, or a random one if that is the old one
     * @return the exit code
     */
    public int run(String nodeId, Optional<Configured> configured) {
        try {
            Identity found = Identity.readToWrite(disk, directory);
            Set<String> former = former();
            String chosen = nodeId != null ? nodeId : unnamed(found, former, configured);
            if (chosen.equals(found.nodeId())) {
                out.accept("failed: " + chosen + " is the id that the directory has already; choose another one");
                return RepairRun.FAILED;
            }
            if (former.contains(chosen)) {
                out.accept("failed: " + chosen + " is an id that the directory had before, and a removed id takes no "
                        + "claims; choose another one");
                return RepairRun.FAILED;
            }
            former.add(found.nodeId()); // noted first: noted twice it does no harm
            SmallFile.replace(
                    disk,
                    directory.resolve(FORMER),
                    (String.join("\n", former) + '\n').getBytes(StandardCharsets.UTF_8));
            // Before the identity: the new member compares each shard anew, also if this ends half way.
            disk.delete(directory.resolve(FILLED));
            disk.delete(directory.resolve(BASES)); // the other one first: a directory with that alone is an old one
            found.named(chosen).recordingAnew(random).write(disk, directory);
            out.accept("the directory of " + found.nodeId() + " belongs to " + chosen + " now; all claims stay");
            configured
                    .filter(one -> !one.nodeId().equals(chosen))
                    .ifPresent(one -> out.accept(one.place() + " still names the node " + one.nodeId()
                            + ": set node_id to " + chosen + " there, or take it out. As long as it stands there, each "
                            + "start warns that it is not used, and an empty directory would get that id"));
            out.accept("start it with the cluster's seeds");
            return RepairRun.DONE;
        } catch (IOException failed) {
            out.accept("failed: " + Reason.of(failed));
            return RepairRun.FAILED;
        }
    }

    /** A configuration that nobody has changed yet names the id under which the node was removed. */
    private Set<String> former() throws IOException {
        Path path = directory.resolve(FORMER);
        if (!disk.exists(path)) {
            return new TreeSet<>();
        }
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            return new TreeSet<>(new String(bytes.array(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList());
        }
    }

    private String unnamed(Identity found, Set<String> former, Optional<Configured> configured) {
        return configured
                .map(Configured::nodeId)
                .filter(id -> !id.equals(found.nodeId()) && !former.contains(id))
                .orElseGet(() -> "node-" + HexFormat.of().toHexDigits(random.nextInt()));
    }
}
