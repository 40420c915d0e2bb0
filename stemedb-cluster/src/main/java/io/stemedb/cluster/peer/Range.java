package io.stemedb.cluster.peer;

import io.stemedb.reading.SlotRange;
import java.util.Set;

/**
 * Which records are asked for: those of some slots, in some shards.
 *
 * @param shards which the asked node is to read
 * @param token what the answer must have seen of these shards; null for nothing
 * @param after a key behind which to go on; empty for the beginning
 * @param mostBytes of records that are taken at a time, about
 * @param requirement whether the asked node is to compare its copies with all others before it reads
 */
public record Range(
        SlotRange slots, Set<Integer> shards, String token, byte[] after, int mostBytes, Requirement requirement) {
    /** Records of copies as they are. */
    public Range(SlotRange slots, Set<Integer> shards, String token, byte[] after, int mostBytes) {
        this(slots, shards, token, after, mostBytes, Requirement.NONE);
    }
}
