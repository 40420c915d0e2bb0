package io.stemedb.cluster.task;

import java.time.Instant;

/**
 * A task that is to be started.
 *
 * @param id another one each time, or that of a task with which another node began
 * @param kind one short word
 * @param subject what it is about; the empty string if one of its kind is enough
 * @param reason why, in a few words
 * @param inverse the call that takes its effect back; null if there is none
 * @param begunAt when another node began with it; null if this one begins
 * @param reached how far another node was with it, 0 to 1
 */
public record Assignment(
        String id, String kind, String subject, String reason, String inverse, Instant begunAt, double reached) {
    /** One that this node begins. */
    public Assignment(String id, String kind, String subject, String reason, String inverse) {
        this(id, kind, subject, reason, inverse, null, 0);
    }
}
