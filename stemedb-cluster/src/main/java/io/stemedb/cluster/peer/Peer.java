package io.stemedb.cluster.peer;

import io.stemedb.assertion.AssertionId;
import io.stemedb.record.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One node, as others ask it. No call blocks. A future fails with an {@link UnreachableException} if the node does not
 * answer in time, and with a {@code StemeException} if it refuses.
 */
public interface Peer {
    /** Says who asks and what it has, and is told the same. */
    CompletableFuture<Beat> beat(Beat beat);

    /**
     * Hands over a system fact, to be kept if it is greater than what is known.
     *
     * @return the greatest version of that fact that the node has now
     */
    CompletableFuture<StoredRecord> fact(StoredRecord fact);

    /** Hands over copies of records; one outcome for each, in the same order, once they are durable. */
    CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies);

    /** Has the node record appends; one outcome for each, in the same order. */
    CompletableFuture<List<AppendResult>> append(Forwarded appends);

    /** Asks for records that the asking node lacks. */
    CompletableFuture<Pulled> pull(Pull pull);

    /** Asks for names of what the node holds. */
    CompletableFuture<Surveyed> survey(Survey survey);

    /** Asks for records by such names. Those that are left out have to be asked for again, or are gone. */
    CompletableFuture<List<StoredRecord>> fetch(Fetch fetch);

    /**
     * Asks how far the node is with reading all of its runs again.
     *
     * @param begin whether it is to begin, unless it is under way
     */
    CompletableFuture<Rereading> reread(boolean begin);

    /**
     * Asks a node that is to keep a shard whether it has all of another copy on its disk, and will go on taking what
     * comes.
     */
    CompletableFuture<Boolean> vouches(Holding copy);

    /** Asks for records of slots. */
    CompletableFuture<Page> read(Range range);

    /** Asks for the record of an id. */
    CompletableFuture<Optional<StoredRecord>> find(AssertionId id);

    /** Has the node answer a question about one concept path, as the bytes that go to the client. */
    CompletableFuture<byte[]> ask(Question question);

    /** How the node fares, for operators. */
    CompletableFuture<NodeReport> report();

    /** Has the node do or tell something for an operator. */
    CompletableFuture<byte[]> operate(Order order);
}
