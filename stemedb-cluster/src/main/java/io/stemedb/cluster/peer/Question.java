package io.stemedb.cluster.peer;

/**
 * A question that a node answers by itself: about one concept path of which it has all, or about some shards.
 *
 * @param kind which call of the API it is
 * @param body what the client has sent: the body of a query, or parameters as a JSON object
 * @param token what the answer must have seen; null for nothing
 * @param requirement whether an answer that may lack something is to be refused
 */
public record Question(Kind kind, byte[] body, String token, Requirement requirement) {
    /** The calls. */
    public enum Kind {
        QUERY,
        HISTORY,
        ASSERTION,
        SOURCES,
        CHANGES
    }
}
