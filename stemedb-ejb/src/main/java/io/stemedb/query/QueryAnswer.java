package io.stemedb.query;

import java.util.List;

/**
 * What a question is answered.
 *
 * @param nextCursor where the next page begins; null after the last
 * @param asOf asking the same again with this bound gives the same answer; microseconds since 1970
 * @param validAt the time of validity that was used; microseconds since 1970
 * @param complete whether everything that holds an answer was asked
 * @param basis what the answer has seen
 */
public record QueryAnswer(
        List<QueryItem> results, String nextCursor, long asOf, long validAt, boolean complete, Basis basis) {}
