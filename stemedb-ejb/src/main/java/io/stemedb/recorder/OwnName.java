package io.stemedb.recorder;

import io.stemedb.assertion.Dot;
import io.stemedb.files.Disk;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Under which name this node records. If another node has a number of that name which this one never gave, then this
 * directory has forgotten what it sent: its journal lost its end, or it was put back as it was before. More such
 * numbers may be known elsewhere, so it goes on under another name before it gives one of them to another claim.
 */
final class OwnName {
    private static final System.Logger LOGGER = System.getLogger(OwnName.class.getName());

    private static final String NOT_NOTED = "the name under which the node is to record from now on cannot be noted";

    private final Disk disk;
    private final Path directory;
    private final RandomGenerator random;
    private final Store store;
    private volatile Identity identity;
    private Copy owed; // of the writing thread: what showed that another name is needed, while that cannot be noted

    OwnName(Disk disk, Path directory, RandomGenerator random, Store store, Identity identity) {
        this.disk = disk;
        this.directory = directory;
        this.random = random;
        this.store = store;
        this.identity = identity;
    }

    Identity identity() {
        return identity;
    }

    /**
     * Looks at copies before they are stored, as then their numbers count as given. Once one has shown that the name
     * must change, nothing at all is recorded before it has. On the writing thread.
     *
     * @return whether nothing of it may be recorded, as the next name cannot be noted; everybody is told so
     */
    boolean refuses(Taken taken, Telling telling) {
        try {
            if (owed != null) {
                change(owed);
            }
            for (CopySubmission submission : taken.copies()) {
                for (Copy copy : submission.copies()) {
                    if (isNeverGiven(copy)) {
                        change(copy);
                    }
                }
            }
            return false;
        } catch (IOException failure) {
            LOGGER.log(System.Logger.Level.ERROR, NOT_NOTED, failure);
            StemeException refusal = Obstacle.refusal(NOT_NOTED, failure);
            telling.tell(false, () -> taken.refuse(refusal));
            return true;
        }
    }

    private boolean isNeverGiven(Copy copy) {
        Dot dot = copy.recorded().dot();
        return dot.recorder() == identity.recorder() && dot.n() > store.given(RecordKey.shard(copy.key()));
    }

    private void change(Copy copy) throws IOException {
        owed = copy;
        Identity next = identity.recordingAnew(random);
        next.write(disk, directory); // before the first number under it
        store.recordAs(next.recorders());
        identity = next;
        owed = null;
        LOGGER.log(
                System.Logger.Level.WARNING,
                "another node has {0}, which this node has recorded and forgotten: its journal lost its end, or the "
                        + "directory was put back as it was before. What is known elsewhere is taken from there; from "
                        + "now on the node records under the name {1}",
                copy.recorded().id(),
                HexFormat.of().toHexDigits(next.recorder()));
    }
}
