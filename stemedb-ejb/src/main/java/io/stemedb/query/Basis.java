package io.stemedb.query;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;

/**
 * What an answer has seen, for its token.
 *
 * @param dots what it has seen at least
 * @param onlyPath the one concept path it rests on, so that its shard is the only one; null if it may be any
 * @param latest the last record of the slot it rests on, which may be ahead of the dots; null if there is none
 */
public record Basis(DotVector dots, String onlyPath, Dot latest) {
    static Basis ofWalk(DotVector dots, String onlyPath) {
        return new Basis(dots, onlyPath, null);
    }
}
