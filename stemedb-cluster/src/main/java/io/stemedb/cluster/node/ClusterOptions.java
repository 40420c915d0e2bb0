package io.stemedb.cluster.node;

import io.stemedb.cluster.fact.Values.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node takes part in a cluster.
 *
 * @param name of the cluster
 * @param seeds addresses of other nodes' calls, as host and port
 * @param own where this node is reached
 * @param factor of a cluster that this node founds
 * @param directory of its data
 * @param build version of its program
 * @param liveAfter a node is live if it answered less long ago
 * @param rereplicateAfter a node that was away for so long is replaced in lists
 * @param moveRate bytes a second that it copies at most of shards that can wait; 0 for no limit
 * @param stopPatience how long it stays at most to hand over what it does
 * @param compareEvery time between two comparisons of what nodes hold; empty for never
 * @param open whether it lets everybody in, whatever tokens there are
 */
public record ClusterOptions(
        String name,
        List<String> seeds,
        Addresses own,
        int factor,
        Path directory,
        String build,
        Duration liveAfter,
        Duration rereplicateAfter,
        long moveRate,
        Duration stopPatience,
        Optional<Duration> compareEvery,
        boolean open) {}
