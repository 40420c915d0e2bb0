package io.stemedb.cluster.join;

import java.util.Optional;

/** What the service that keeps the list of running nodes says. No rule about claims may rest on it. */
public interface MembershipService {
    /** Whether it has the node. */
    boolean has(String node);

    /** The node that it makes responsible for a shard, as far as that is known. */
    Optional<String> ownerOf(int shard);
}
