package io.stemedb.refusal;

import java.util.Locale;

/**
 * Why StemeDB declines a request that reached it whole. A client decides by the name what to do next, so names may be
 * added, but never renamed or given another meaning. The web module chooses the HTTP status of each.
 */
public enum Refusal {
    /** A field, a parameter or a header breaks a rule, or the body is not JSON. */
    MALFORMED,

    /** The server never handed out this cursor, or it belongs to another query. */
    BAD_CURSOR,

    /** The call needs a token and has none that is valid. */
    UNAUTHENTICATED,

    /** The token does not allow the call, {@code Host} names another machine, or a page of another origin asks. */
    FORBIDDEN,

    /** No assertion has this id, or the batch holds no claim of this source. */
    UNKNOWN_ASSERTION,

    /** The source is not registered and has claimed nothing. */
    UNKNOWN_SOURCE,

    /** The node remembers no task with this id. A start forgets all tasks. */
    UNKNOWN_TASK,

    /** No shard has this number. */
    UNKNOWN_SHARD,

    /** No token has this id. */
    UNKNOWN_TOKEN,

    /** No call has this path. */
    UNKNOWN_PATH,

    /** The call answers on another port of the node. */
    WRONG_PORT,

    /** The path takes other methods, but not this one. */
    METHOD_NOT_ALLOWED,

    /** The client accepts none of the types that the answer has. */
    NOT_ACCEPTABLE,

    /** The {@code Idempotency-Key} was used before, for another claim on the same concept path. */
    KEY_REUSED,

    /** The operation must not begin now, for example because one of its kind is under way. */
    UNSAFE,

    /** The node cannot go on from this position: later records are no longer kept, or another store gave it. */
    POSITION_GONE,

    /** A body, a line, a stored record or an answer has more bytes than its limit allows. */
    TOO_LARGE,

    /** The body has a type, a charset or an encoding that the call does not read. */
    UNSUPPORTED_MEDIA,

    /** Too much is under way at once. The same request may succeed later. */
    RATE_LIMITED,

    /** The node takes no writes, for example because a disk failed. Nothing was stored. */
    READ_ONLY,

    /** The node is reading its data directory, could not start, or is stopping. */
    STARTING,

    /** Too few nodes can be reached. Nothing was stored. */
    REPLICAS_UNREACHABLE,

    /** Something that a right answer needs cannot be read. */
    SHARD_UNAVAILABLE,

    /** The write may or may not survive. Sending the same write again is safe. */
    OUTCOME_UNKNOWN,

    /** The node did not reach the state that the {@code Stemedb-Token} stands for in time. */
    TOKEN_TIMEOUT,

    /** The disk has no room. Nothing was stored; writes resume once there is room. */
    DISK_FULL;

    /** The name on the wire, behind {@code urn:stemedb:problem:}; for example {@code bad-cursor}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
