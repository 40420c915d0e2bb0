package io.stemedb.cluster.node;

import io.stemedb.progress.Token;
import io.stemedb.query.Coverage;

/**
 * What was read from all nodes that hold some of it.
 *
 * @param coverage what it rests on
 * @param token what a later read hands in to see at least as much
 */
public record Gathered<T>(T value, Coverage coverage, Token token) {}
