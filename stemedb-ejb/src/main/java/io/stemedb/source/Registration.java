package io.stemedb.source;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Utf8Order;
import java.util.Comparator;

/**
 * One fact about a source, as it was recorded.
 *
 * @param source the source that it is about
 * @param update what is said of it
 * @param version one more than the highest that its writer had seen for the source
 * @param node id of the node that wrote it
 * @param id of the assertion that holds it
 * @param recordedAt microseconds since 1970
 */
record Registration(String source, SourceUpdate update, long version, String node, AssertionId id, long recordedAt) {
    /**
     * The fact that counts comes last. Never by time: clocks of nodes differ, and a node that took an update has seen
     * what it replaces. The id tells apart what a node wrote twice after it lost its memory of the first.
     */
    static final Comparator<Registration> BY_RANK = Comparator.comparingLong(Registration::version)
            .thenComparing(Registration::node, Utf8Order::compare)
            .thenComparing(Registration::id);

    static final Comparator<Registration> BY_TIME =
            Comparator.comparingLong(Registration::recordedAt).thenComparing(BY_RANK);
}
