package io.stemedb.cluster.simulation;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The disks that were lost since all was well: so few that the facts of the cluster survive. */
final class LostDisks {
    private final Collection<PlayedNode> members;
    private final Set<String> lost = new TreeSet<>();
    private int fewest;

    /** @param members there may be others later. None of them is lost before all are seen to be well. */
    LostDisks(Collection<PlayedNode> members) {
        this.members = members;
        members.forEach(node -> lost.add(node.id));
        this.fewest = members.size();
    }

    /** A minority may be lost, and no more before all is healed. */
    boolean mayLose(PlayedNode node) {
        look();
        return node.up() && 2 * (lost.size() + 1) < fewest;
    }

    /** A node that was removed takes its disk along, too. */
    void lost(String node) {
        lost.add(node);
    }

    /** What was known to a majority may be known to one of fewer nodes. */
    void look() {
        fewest = Math.min(fewest, members.size());
    }

    boolean isEmpty() {
        return lost.isEmpty();
    }

    void healed() {
        lost.clear();
        fewest = members.size();
    }

    @Override
    public String toString() {
        return lost.toString();
    }
}
