package io.stemedb.cluster.task;

import java.time.Instant;
import java.util.Locale;

/**
 * One long operation at one moment. Never edited: each change is a new record.
 *
 * @param id names the task on this node
 * @param kind what is done, such as {@code scrub}
 * @param progress 0 to 1
 * @param paused whether it waits for somebody to let it go on
 * @param what what is being done, or what came of it, in a few words; empty before it runs
 * @param owner the node that does it
 * @param reason why it was started
 * @param error why it failed, in one line, or null
 * @param inverse the call that takes its effect back, or null if there is none
 * @param startedAt when it was asked for, or when its node went on with what another one had begun
 * @param endedAt null while it has not ended
 * @param left what is left of a move; null if it is none, or that is not known
 * @param begunAt when another node had begun it, if this one goes on with it; else null
 */
public record Task(
        String id,
        String kind,
        State state,
        double progress,
        boolean paused,
        String what,
        String owner,
        String reason,
        String error,
        String inverse,
        Instant startedAt,
        Instant endedAt,
        Left left,
        Instant begunAt) {

    /** Others are told of so many parts of it. */
    private static final int NEWS = 10;

    /**
     * What is left of something that concerns shards.
     *
     * @param bytes that are to be copied or given back for it, about
     * @param since when it last became less: if that is long ago something holds it up
     */
    public record Left(long shards, long bytes, Instant since) {}

    /** One of which it is not known what is left. */
    public Task(
            String id,
            String kind,
            State state,
            double progress,
            boolean paused,
            String what,
            String owner,
            String reason,
            String error,
            String inverse,
            Instant startedAt,
            Instant endedAt) {
        this(id, kind, state, progress, paused, what, owner, reason, error, inverse, startedAt, endedAt, null, null);
    }

    /** Where a task stands. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        ABORTED;

        /** As it stands on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Task queued(String id, String kind, String owner, String reason, String inverse, Instant now) {
        return new Task(id, kind, State.QUEUED, 0, false, "", owner, reason, null, inverse, now, null);
    }

    /** The same, begun by another node, which was so far with it. */
    Task begun(Instant then, double reached) {
        return new Task(
                id, kind, state, reached, paused, what, owner, reason, error, inverse, startedAt, endedAt, left, then);
    }

    /** Whether it has got on so far since then that others are to know. */
    boolean isNews(Task before) {
        return !ended() && Math.floor(progress * NEWS) > Math.floor(before.progress * NEWS);
    }

    /** When it was asked for, whichever node saw to it then. */
    public Instant askedAt() {
        return begunAt == null ? startedAt : begunAt;
    }

    /** Whether nothing will change about it any more. */
    public boolean ended() {
        return state != State.QUEUED && state != State.RUNNING;
    }

    /** Of two that have one id, since another node went on with it, the one that tells how it stands now. */
    public Task later(Task other) {
        if (ended() != other.ended()) {
            return ended() ? other : this;
        }
        return startedAt.isBefore(other.startedAt) ? other : this;
    }

    Task running() {
        return new Task(
                id,
                kind,
                State.RUNNING,
                progress,
                false,
                what,
                owner,
                reason,
                error,
                inverse,
                startedAt,
                null,
                left,
                begunAt);
    }

    /** The same further on; it never goes back, whatever the work says. */
    Task at(double fraction, String doing) {
        double further = Math.max(progress, Math.min(1, fraction));
        return new Task(
                id, kind, state, further, paused, doing, owner, reason, error, inverse, startedAt, null, left, begunAt);
    }

    /** The same with so much left. */
    Task left(long shards, long bytes, Instant now) {
        boolean isLess = left == null || shards < left.shards() || bytes < left.bytes();
        Left next = new Left(shards, bytes, isLess ? now : left.since()); // copies grow as they are written to
        return new Task(
                id, kind, state, progress, paused, what, owner, reason, error, inverse, startedAt, endedAt, next,
                begunAt);
    }

    Task waiting(boolean now) {
        return new Task(
                id, kind, state, progress, now, what, owner, reason, error, inverse, startedAt, null, left, begunAt);
    }

    /** The same once there is no way back. */
    Task forGood() {
        return new Task(
                id, kind, state, progress, paused, what, owner, reason, error, null, startedAt, endedAt, left, begunAt);
    }

    /** What has ended is aborted by nobody. */
    private String lasting() {
        return ("DELETE /admin/tasks/" + id).equals(inverse) ? null : inverse;
    }

    Task succeeded(Instant now) {
        return ended(State.SUCCEEDED, 1, null, null, now);
    }

    Task failed(String why, Instant now) {
        return ended(State.FAILED, progress, why, left, now);
    }

    Task aborted(Instant now) {
        return ended(State.ABORTED, progress, null, left, now);
    }

    private Task ended(State how, double done, String why, Left rest, Instant now) {
        return new Task(id, kind, how, done, false, what, owner, reason, why, lasting(), startedAt, now, rest, begunAt);
    }
}
