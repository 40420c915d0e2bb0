package io.stemedb.cluster.feed;

import io.stemedb.cluster.feed.FeedPosition.Place;
import io.stemedb.progress.DotVector;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The position of somebody who follows all nodes: it is the id of each event that he is sent. */
public final class PositionSizes {
    private PositionSizes() {}

    /**
     * One that is past everything.
     *
     * @param told by node that tells, the shards that it tells of
     */
    public static String position(DotVector passed, Map<String, Set<Integer>> told) {
        List<Place> places = new ArrayList<>();
        told.forEach((node, shards) -> places.add(new Place(node.hashCode(), 1L << 40, shards)));
        return new FeedPosition(passed, places, null).write();
    }

    /** Whether a node takes it back. */
    public static boolean isTaken(String position) {
        try {
            FeedPosition.read("/after", position);
            return true;
        } catch (StemeException refused) {
            return false;
        }
    }
}
