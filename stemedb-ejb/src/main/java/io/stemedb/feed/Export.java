package io.stemedb.feed;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Subtree;
import io.stemedb.json.JsonWriter;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SubtreeWalk;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes everything that is held of a subtree, a line each, in the order of slots, as an import takes it. What was
 * acknowledged before is in it; of what comes meanwhile, whatever lies ahead of the walk.
 */
public final class Export {
    /**
     * What is gathered before it is handed on: taking up the walk again costs about as much as reading so much of it.
     */
    private static final int PART_BYTES = 512 * 1024;

    private final AssertionReader store;
    private final int partBytes;

    public Export(AssertionReader store) {
        this(store, PART_BYTES);
    }

    Export(AssertionReader store, int partBytes) {
        this.store = store;
        this.partBytes = partBytes;
    }

    /** Writes all lines; retractions among them. */
    public void write(Subtree subtree, OutputStream out) throws IOException {
        JsonWriter part = new JsonWriter();
        try (SubtreeWalk walk = new SubtreeWalk(store, subtree, null)) {
            while (walk.next()) {
                for (Recorded recorded : walk.claims()) {
                    AssertionJson.completed(part, recorded.assertion());
                    part.newLine();
                    if (part.size() >= partBytes) {
                        walk.letGo(); // writing may take for ever, and must not keep what merges want to remove
                        send(part, out);
                    }
                }
            }
        }
        send(part, out);
    }

    private static void send(JsonWriter part, OutputStream out) throws IOException {
        part.writeTo(out);
        out.flush();
        part.clear();
    }
}
