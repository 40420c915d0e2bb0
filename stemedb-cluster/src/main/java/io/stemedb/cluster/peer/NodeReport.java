package io.stemedb.cluster.peer;

import java.util.List;
import java.util.Map;

/**
 * How a node fares, for operators.
 *
 * @param id the node's name
 * @param version of its program
 * @param state as {@code /v1/health} calls it
 * @param assertions that it holds, whatever shard they are of
 * @param diskFree bytes free on the disk of its data; negative if unknown
 * @param uptimeSeconds since its process began
 * @param metaVersion of the facts that it knows
 * @param copies what it has of each shard
 * @param lags how many seconds each other node is behind it, by node
 */
public record NodeReport(
        String id,
        String version,
        String state,
        long assertions,
        long diskFree,
        long uptimeSeconds,
        long metaVersion,
        List<Copy> copies,
        Map<String, Double> lags) {

    /**
     * A copy of a shard.
     *
     * @param state as the gateway shows it: {@code filled}, {@code filling}, {@code sealed}, {@code damaged}, {@code
     *     lost}
     * @param root what was claimed adds up to it; empty if it is not known
     * @param recordRoot every stored byte adds up to it; empty if it is not known
     * @param reads how often the copy was read in a second of late
     * @param writes how many claims of it this node has recorded in a second of late
     */
    public record Copy(
            int shard,
            String state,
            String root,
            String recordRoot,
            long bytes,
            long records,
            double reads,
            double writes) {}
}
