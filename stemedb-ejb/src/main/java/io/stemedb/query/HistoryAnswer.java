package io.stemedb.query;

import java.util.List;

/**
 * A page of a slot's history.
 *
 * @param nextCursor where the next page begins; null after the last
 * @param asOf nothing recorded later is on any of its pages; microseconds since 1970
 * @param basis what the page has seen
 */
public record HistoryAnswer(List<LinkedAssertion> results, String nextCursor, long asOf, Basis basis) {}
