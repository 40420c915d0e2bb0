package io.stemedb.cluster.hazelcast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node needs to find the others.
 *
 * @param cluster name that all nodes share
 * @param node id of this node
 * @param rpc where others reach this node over gRPC, as host:port
 * @param host to listen on: one address of this machine, or a name of it
 * @param port to listen on
 * @param seeds where others listen for membership, as host:port
 * @param shards of the cluster; Hazelcast refuses a member with another number
 * @param secret that all nodes share; empty: anybody may join
 * @param firstPause before an instance is made again; it doubles with each failure
 */
public record MembershipOptions(
        String cluster,
        String node,
        String rpc,
        String host,
        int port,
        List<String> seeds,
        int shards,
        Optional<byte[]> secret,
        Duration firstPause) {
    public MembershipOptions {
        seeds = List.copyOf(seeds);
    }
}
