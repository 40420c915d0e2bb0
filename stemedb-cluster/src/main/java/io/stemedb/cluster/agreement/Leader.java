package io.stemedb.cluster.agreement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who leads a shard. This is a preference: two nodes that both think they lead do no harm. */
public final class Leader {
    private Leader() {}

    /** The first holder that is live and filled. */
    public static Optional<String> of(List<String> holders, Set<String> live, Set<String> filled) {
        return holders.stream()
                .filter(node -> live.contains(node) && filled.contains(node))
                .findFirst();
    }
}
