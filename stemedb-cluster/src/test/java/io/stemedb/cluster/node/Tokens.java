package io.stemedb.cluster.node;

import io.stemedb.cluster.scatter.ReadScope;

/** The token that a node gives with an answer, for tests that read without a server. */
public final class Tokens {
    private Tokens() {}

    /** What an answer of this node has seen, as text. */
    public static String of(ReadScope answer, Cluster cluster) {
        return answer.token(cluster.own()).toString();
    }
}
