package io.stemedb.cluster.simulation;

import io.stemedb.assertion.AssertionId;
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
import io.stemedb.record.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Another node, to be changed in one respect. */
class ChangedPeer implements Peer {
    protected final Peer peer;

    ChangedPeer(Peer peer) {
        this.peer = peer;
    }

    @Override
    public CompletableFuture<Beat> beat(Beat beat) {
        return peer.beat(beat);
    }

    @Override
    public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
        return peer.fact(fact);
    }

    @Override
    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies) {
        return peer.store(copies);
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
        return peer.append(appends);
    }

    @Override
    public CompletableFuture<Pulled> pull(Pull pull) {
        return peer.pull(pull);
    }

    @Override
    public CompletableFuture<Surveyed> survey(Survey survey) {
        return peer.survey(survey);
    }

    @Override
    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
        return peer.fetch(fetch);
    }

    @Override
    public CompletableFuture<Rereading> reread(boolean begin) {
        return peer.reread(begin);
    }

    @Override
    public CompletableFuture<Boolean> vouches(Holding copy) {
        return peer.vouches(copy);
    }

    @Override
    public CompletableFuture<Page> read(Range range) {
        return peer.read(range);
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
        return peer.find(id);
    }

    @Override
    public CompletableFuture<byte[]> ask(Question question) {
        return peer.ask(question);
    }

    @Override
    public CompletableFuture<NodeReport> report() {
        return peer.report();
    }

    @Override
    public CompletableFuture<byte[]> operate(Order order) {
        return peer.operate(order);
    }
}
