package io.stemedb.cluster.hazelcast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What Hazelcast says at one moment.
 *
 * @param members in the order in which they joined, this node included; empty while there is no instance
 * @param master id of the node that leads the membership
 * @param owners id of the node that owns each partition; null while that is unknown
 * @param trouble why there is no instance, if the last one failed
 */
public record View(List<Member> members, Optional<String> master, List<String> owners, Optional<String> trouble) {
    public View {
        members = List.copyOf(members);
        // List.copyOf would refuse the nulls.
        owners = Collections.unmodifiableList(new ArrayList<>(owners));
    }

    static View nobody(int shards, Optional<String> trouble) {
        return new View(List.of(), Optional.empty(), Collections.nCopies(shards, null), trouble);
    }

    /** Whether Hazelcast counts the node as a member. */
    public boolean has(String node) {
        return members.stream().anyMatch(member -> member.node().equals(node));
    }
}
