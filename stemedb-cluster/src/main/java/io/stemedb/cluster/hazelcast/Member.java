package io.stemedb.cluster.hazelcast;

import java.time.Instant;
import java.util.UUID;

/**
 * A node that Hazelcast counts as a member.
 *
 * @param node its id
 * @param rpc where it says that it is reached over gRPC, as host:port; empty if it does not say
 * @param uuid Hazelcast's name for it, which changes with a restart and with a merge of two halves
 * @param since when this node first saw it under that name
 */
public record Member(String node, String rpc, UUID uuid, Instant since) {}
