package io.stemedb.refusal;

import java.util.Locale;

/** Why StemeDB declined a well-delivered request. The names are wire contract: add, never rename. */
public enum Refusal {
    MALFORMED,
    BAD_CURSOR,
    UNAUTHENTICATED,
    FORBIDDEN,
    UNKNOWN_ASSERTION,
    UNKNOWN_SOURCE,
    UNKNOWN_TASK,
    UNKNOWN_SHARD,
    UNKNOWN_PATH,
    WRONG_PORT,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    KEY_REUSED,
    UNSAFE,
    POSITION_GONE,
    TOO_LARGE,
    UNSUPPORTED_MEDIA,
    RATE_LIMITED,
    READ_ONLY,
    STARTING,
    REPLICAS_UNREACHABLE,
    SHARD_UNAVAILABLE,
    OUTCOME_UNKNOWN,
    TOKEN_TIMEOUT,
    DISK_FULL;

    /** The name as it stands on the wire, behind {@code urn:stemedb:problem:}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
