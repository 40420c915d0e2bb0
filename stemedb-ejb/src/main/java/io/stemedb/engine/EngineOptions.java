package io.stemedb.engine;

import io.stemedb.assertion.Limits;
import io.stemedb.recorder.DatabaseOptions;
import java.time.Duration;

/**
 * How a node is opened.
 *
 * @param cacheBytes heap for resolved slots
 * @param answerBytes heap for large answers under way; 0 for a quarter of all
 * @param tokenPatience how long a read waits for what its token stands for
 * @param scrubRate bytes that a scrub reads in a second; 0 for no limit
 */
public record EngineOptions(
        DatabaseOptions database,
        Limits limits,
        long cacheBytes,
        long answerBytes,
        Duration tokenPatience,
        long scrubRate) {}
