package io.stemedb.cluster.peer;

import java.time.Duration;

/** Finds nodes by address. */
public interface Network {
    /**
     * A node.
     *
     * @param address host and port of its calls between nodes
     * @param patience after which a call has failed
     */
    Peer at(String address, Duration patience);
}
