package io.stemedb.cluster.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node at one moment, and its cluster as far as it knows it.
 *
 * @param at when it was looked at
 * @param startedAt when its process started
 * @param detail why it is in this state, in one line; empty if there is nothing to say
 * @param held what it holds; empty unless its data is open
 * @param cluster those that it belongs to; empty if it is alone, or its data is not open
 */
public record Overview(
        Instant at,
        Instant startedAt,
        String version,
        State state,
        String detail,
        Optional<Held> held,
        Optional<Cluster> cluster) {

    /** Where a node stands, or its cluster if the node itself is well. */
    public enum State {
        STARTING("starting"),
        HEALTHY("healthy"),
        /** It answers questions and takes no writes. */
        READ_ONLY("read-only"),
        /** It is a node of a cluster that is not founded yet. */
        WAITING("waiting"),
        /** It answers questions as far as it can, and takes no writes at quorum: too few others are reached. */
        NO_MAJORITY("no-majority"),
        /** Its cluster answers and takes writes, and something needs somebody. */
        DEGRADED("degraded"),
        /** Something in its cluster cannot be answered or written. */
        UNHEALTHY("unhealthy"),
        /** It cannot tell yet how its cluster is. */
        UNKNOWN("unknown"),
        /** It will never open. */
        FAILED("failed"),
        STOPPING("draining");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As {@code /v1/health} says it of a node, and {@code /cluster/health} of a cluster. */
        public String word() {
            return word;
        }
    }

    /**
     * What an open node holds.
     *
     * @param assertions assertions and retractions
     * @param runs files of sorted records
     * @param runBytes their size, with what stands beside them
     * @param tableBytes estimated heap of what is not in a run yet
     * @param disk empty if its size cannot be told
     * @param lastScrub when the last one ended; empty if there was none
     * @param lastBackup when the last one began; empty if there was none
     * @param shards in order, system facts left out
     * @param concerns what needs somebody, the most urgent first
     * @param work what takes long and is under way
     */
    public record Held(
            String nodeId,
            long assertions,
            int runs,
            long runBytes,
            long tableBytes,
            Optional<Disk> disk,
            Optional<Instant> lastScrub,
            Optional<Instant> lastBackup,
            Optional<Archive> archive,
            List<Shard> shards,
            List<Concern> concerns,
            List<Work> work) {}

    /** The disk that the data is on, in bytes. */
    public record Disk(long free, long size) {}

    /**
     * The archive of the journal.
     *
     * @param lagBytes of the journal that are not in it yet
     */
    public record Archive(long lagBytes, int gaps, boolean failing) {}

    /**
     * A shard on this node.
     *
     * @param bytes on disk and in tables
     * @param led whether this node leads it; never of a node that is alone
     */
    public record Shard(int number, long records, long bytes, ShardCondition condition, boolean led) {
        /** {@code shard_17}, as everywhere else. */
        public String name() {
            return "shard_" + number;
        }
    }

    /** Whether a shard answers with all it has held. */
    public enum ShardCondition {
        FILLED,
        /** It is being copied to this node; others answer for it. */
        FILLING,
        /** Other nodes are to keep it; what this one still has of it is not counted on. */
        ELSEWHERE,
        /** A damaged run holds some of it. Reads of the damaged part are refused until it is healed. */
        DAMAGED,
        /** A repair has lost claims of it. Reads of what is lost are refused until somebody accepts that. */
        LOST
    }

    /**
     * What is being done.
     *
     * @param kind such as {@code backup}
     * @param progress 0 to 1; the least that is known if another node does it
     * @param isOthers whether another node does it
     */
    public record Work(String kind, String what, double progress, boolean paused, boolean isOthers) {}

    /**
     * Those that a node belongs to.
     *
     * @param health its status, as {@code /cluster/health} says it
     * @param factor how many nodes are to keep each shard
     * @param failureTolerance how many more nodes may fail before a shard cannot be written at quorum
     * @param members all of them, this node among them
     */
    public record Cluster(String name, String health, int factor, int failureTolerance, List<Member> members) {}

    /**
     * A node of a cluster.
     *
     * @param isSelf whether it is the one that is looked at
     * @param state as {@code /cluster/members} says it
     * @param claims on its own disk, as it last told
     * @param address where it is reached; empty if that is not known
     * @param gateway where its console is reached; empty if that is not known
     * @param trouble why little is known of it; empty if nothing is wrong
     */
    public record Member(
            String id,
            boolean isSelf,
            String state,
            long claims,
            String address,
            Optional<String> gateway,
            String trouble) {}

    /**
     * What somebody must see to.
     *
     * @param urgent whether requests are refused or data is in danger now
     * @param what is the matter, in one sentence without a full stop
     * @param next what to do, as a command, a call or the name of a page of the manual
     */
    public record Concern(boolean urgent, String what, String next) {}
}
