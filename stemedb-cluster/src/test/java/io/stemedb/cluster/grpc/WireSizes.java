package io.stemedb.cluster.grpc;

import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.record.StoredRecord;

/** How many bytes messages have between nodes, without the few that HTTP/2 and TCP put around them. */
public final class WireSizes {
    private WireSizes() {}

    public static int of(Beat beat) {
        return Messages.beat(beat).getSerializedSize();
    }

    public static int of(StoredRecord fact) {
        return Messages.record(fact).getSerializedSize();
    }

    public static int of(Pull pull) {
        return Messages.pull(pull).getSerializedSize();
    }

    /** Makes the bytes that go out and reads them again, as two ends of a line do. */
    public static Beat carried(Beat beat) {
        return Messages.beat(Messages.beat(beat));
    }
}
