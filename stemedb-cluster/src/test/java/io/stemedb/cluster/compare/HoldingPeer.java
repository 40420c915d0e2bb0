package io.stemedb.cluster.compare;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.copies.Surveyor;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Fetch;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Rereading;
import io.stemedb.cluster.peer.Survey;
import io.stemedb.cluster.peer.Surveyed;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Copy;
import io.stemedb.recorder.Database;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A node that holds records and can be compared, and that reads its runs again as it was told; nothing else is asked of
 * it. It counts what it says.
 */
final class HoldingPeer implements Peer {
    final Database database;
    long marksSaid;
    long bytesSaid;

    /** How far it is each time that it is asked; the last one for ever. */
    final Deque<Rereading> rereadings = new ArrayDeque<>();

    final List<Boolean> begun = new ArrayList<>();

    HoldingPeer(Database database) {
        this.database = database;
    }

    @Override
    public CompletableFuture<Surveyed> survey(Survey survey) {
        Surveyed surveyed = new Surveyor(database).survey(survey);
        surveyed.parts().forEach(part -> marksSaid += part.marks().size());
        return CompletableFuture.completedFuture(surveyed);
    }

    @Override
    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
        List<StoredRecord> records = new Surveyor(database).fetch(fetch);
        records.forEach(record -> bytesSaid += record.bytes());
        return CompletableFuture.completedFuture(records);
    }

    @Override
    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> records) {
        List<Copy> copies = records.stream()
                .map(record -> database.recorder().copy(record.key(), record.rest()))
                .toList();
        var stored = database.recorder().store(copies);
        while (database.step()) {
            // the next group
        }
        return stored.thenApply(outcomes -> outcomes.stream()
                .map(outcome -> outcome.fold(() -> CopyResult.TAKEN, () -> CopyResult.KNOWN, why -> CopyResult.REFUSED))
                .toList());
    }

    private static AssertionError nobodyAsks() {
        return new AssertionError("nobody asks this");
    }

    @Override
    public CompletableFuture<Beat> beat(Beat beat) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<Pulled> pull(Pull pull) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<Boolean> vouches(Holding copy) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<Rereading> reread(boolean begin) {
        begun.add(begin);
        if (rereadings.isEmpty()) {
            return CompletableFuture.failedFuture(new UnreachableException("it does not answer"));
        }
        return CompletableFuture.completedFuture(rereadings.size() > 1 ? rereadings.poll() : rereadings.peek());
    }

    @Override
    public CompletableFuture<Page> read(Range range) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<byte[]> operate(Order order) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<byte[]> ask(Question question) {
        throw nobodyAsks();
    }

    @Override
    public CompletableFuture<NodeReport> report() {
        throw nobodyAsks();
    }
}
