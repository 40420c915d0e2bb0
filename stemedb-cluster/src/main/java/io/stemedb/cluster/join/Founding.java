package io.stemedb.cluster.join;

import java.util.SortedSet;
import java.util.TreeSet;

/** What a node does that belongs to no cluster yet. Pure. */
public enum Founding {
    /** It writes the first facts. */
    FOUND,
    /** Somebody else will write them, or has written them already. */
    WAIT_FOR_OTHERS,
    /** Too few of the seeds can be reached to know that none of them belongs to a cluster. */
    WAIT_FOR_MAJORITY;

    /**
     * Decides. The same node is chosen by all who see the same.
     *
     * @param self the node's own name
     * @param candidates this node and its seeds: by name, or by address if they never answered
     * @param live those of them that have answered lately, this node among them
     * @param clusterSeen whether any node that has answered belongs to a cluster
     */
    public static Founding next(
            String self, SortedSet<String> candidates, SortedSet<String> live, boolean clusterSeen) {
        if (clusterSeen) {
            return WAIT_FOR_OTHERS;
        }
        SortedSet<String> here = new TreeSet<>(live);
        here.retainAll(candidates);
        if (here.size() * 2 <= candidates.size()) {
            return WAIT_FOR_MAJORITY;
        }
        return here.first().equals(self) ? FOUND : WAIT_FOR_OTHERS;
    }
}
