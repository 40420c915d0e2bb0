package io.stemedb.settings;

import io.stemedb.assertion.Limits;
import java.util.Optional;
import java.util.function.Function;

/**
 * How large what clients send may be, and how much of it may be under way.
 *
 * @param limits of each claim and request
 * @param queueBytes of claims that wait for the journal
 * @param answerBytes heap of large answers under way; 0 for a quarter of the heap
 * @param connections that the API takes at a time
 */
public record LimitSettings(Limits limits, long queueBytes, long answerBytes, int connections) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    public static LimitSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, LimitSettings::read);
    }

    /** The upper ends are what the formats on disk and the memory of a request can carry, not what is sensible. */
    static LimitSettings read(Reading in) {
        Limits limits = new Limits(
                in.smallSize(Key.LIMIT_CONCEPT_PATH, 16, 4 * KIB),
                in.count(Key.LIMIT_CONCEPT_PATH_SEGMENTS, 1, 1024),
                in.smallSize(Key.LIMIT_PREDICATE, 16, KIB),
                in.smallSize(Key.LIMIT_SOURCE, 16, KIB),
                in.smallSize(Key.LIMIT_REASON, 16, 64 * KIB),
                in.smallSize(Key.LIMIT_VALUE, 64, 512 * KIB),
                in.smallSize(Key.LIMIT_METADATA, 64, 256 * KIB),
                in.smallSize(Key.LIMIT_BODY, KIB, 16 * MIB),
                in.smallSize(Key.LIMIT_BATCH_LINE, KIB, 4 * MIB),
                in.count(Key.LIMIT_JSON_DEPTH, 4, 256),
                in.count(Key.LIMIT_PAGE, 1, 100_000));
        return new LimitSettings(
                limits,
                in.size(Key.LIMIT_QUEUE, MIB, 4096L * MIB),
                in.size(Key.LIMIT_ANSWERS, 0, 65_536L * MIB),
                in.count(Key.LIMIT_CONNECTIONS, 16, 1_000_000));
    }
}
