package io.stemedb.engine;

import io.stemedb.assertion.Limits;
import io.stemedb.recorder.DatabaseOptions;
import java.time.Duration;

/**
 * How a node is opened.
 *
 * @param cacheBytes heap for resolved slots
 * @param tokenPatience how long a read waits for what its token stands for
 */
public record EngineOptions(DatabaseOptions database, Limits limits, long cacheBytes, Duration tokenPatience) {}
