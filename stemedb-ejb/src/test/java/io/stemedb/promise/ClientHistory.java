package io.stemedb.promise;

import java.util.List;

/**
 * What clients sent and asked, and what came back.
 *
 * @param reads while anything might happen
 * @param inTheEnd questions to each node, all with the same scope, after all faults had passed and the nodes had had
 *     time to heal
 */
public record ClientHistory(List<Write> writes, List<Read> reads, List<Read> inTheEnd) {
    public ClientHistory {
        writes = List.copyOf(writes);
        reads = List.copyOf(reads);
        inTheEnd = List.copyOf(inTheEnd);
    }

    /** How many tries and questions there were. */
    public int size() {
        return writes.size() + reads.size() + inTheEnd.size();
    }
}
