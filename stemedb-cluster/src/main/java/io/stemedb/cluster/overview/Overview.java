package io.stemedb.cluster.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node at one moment.
 *
 * @param at when it was looked at
 * @param startedAt when its process started
 * @param detail why it is in this state, in one line; empty if there is nothing to say
 * @param held what it holds; empty unless its data is open
 */
public record Overview(Instant at, Instant startedAt, String version, State state, String detail, Optional<Held> held) {

    /** Where a node stands. */
    public enum State {
        STARTING("starting"),
        HEALTHY("healthy"),
        /** It answers questions and takes no writes. */
        READ_ONLY("read-only"),
        /** It is a node of a cluster that is not founded yet. */
        WAITING("waiting"),
        /** It answers questions as far as it can, and takes no writes at quorum: too few others are reached. */
        NO_MAJORITY("no-majority"),
        /** It will never open. */
        FAILED("failed"),
        STOPPING("draining");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As {@code /v1/health} says it. */
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
     */
    public record Shard(int number, long records, long bytes, ShardCondition condition) {
        /** {@code shard_17}, as everywhere else. */
        public String name() {
            return "shard_" + number;
        }
    }

    /** Whether a shard answers with all it has held. */
    public enum ShardCondition {
        FILLED,
        /** A damaged run holds some of it. Reads of the damaged part are refused until it is healed. */
        DAMAGED,
        /** A repair has lost claims of it. Reads of what is lost are refused until somebody accepts that. */
        LOST
    }

    /**
     * What is being done.
     *
     * @param kind such as {@code backup}
     * @param progress 0 to 1
     */
    public record Work(String kind, String what, double progress, boolean paused) {}

    /**
     * What somebody must see to.
     *
     * @param urgent whether requests are refused or data is in danger now
     * @param what is the matter, in one sentence without a full stop
     * @param next what to do, as a command, a call or the name of a page of the manual
     */
    public record Concern(boolean urgent, String what, String next) {}
}
