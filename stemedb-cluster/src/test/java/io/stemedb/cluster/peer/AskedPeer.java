package io.stemedb.cluster.peer;

import io.stemedb.assertion.AssertionId;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** A node that answers what it was told to, and remembers what it was asked. */
public final class AskedPeer implements Peer {
    private final BlockingQueue<Future<?>> given = new LinkedBlockingQueue<>();
    private volatile Object last;
    private volatile CompletableFuture<Object> answer = new CompletableFuture<>();

    /** What those who ask are given, in their order. */
    public BlockingQueue<Future<?>> given() {
        return given;
    }

    void answer(Object told) {
        answer = CompletableFuture.completedFuture(told);
    }

    void refuse(StemeException refusal) {
        answer = CompletableFuture.failedFuture(refusal);
    }

    void stayMute() {
        answer = new CompletableFuture<>();
    }

    Object last() {
        return last;
    }

    @SuppressWarnings("unchecked") // a test tells it to answer what the call answers
    private <T> CompletableFuture<T> asked(Object what) {
        last = what;
        CompletableFuture<T> mine = answer.thenApply(told -> (T) told);
        given.add(mine);
        return mine;
    }

    @Override
    public CompletableFuture<Beat> beat(Beat beat) {
        return asked(beat);
    }

    @Override
    public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
        return asked(fact);
    }

    @Override
    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies) {
        return asked(copies);
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
        return asked(appends);
    }

    @Override
    public CompletableFuture<Pulled> pull(Pull pull) {
        return asked(pull);
    }

    @Override
    public CompletableFuture<Surveyed> survey(Survey survey) {
        return asked(survey);
    }

    @Override
    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
        return asked(fetch);
    }

    @Override
    public CompletableFuture<Rereading> reread(boolean begin) {
        return asked(begin);
    }

    @Override
    public CompletableFuture<Boolean> vouches(Holding copy) {
        return asked(copy);
    }

    @Override
    public CompletableFuture<Page> read(Range range) {
        return asked(range);
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
        return asked(id);
    }

    @Override
    public CompletableFuture<byte[]> ask(Question question) {
        return asked(question);
    }

    @Override
    public CompletableFuture<NodeReport> report() {
        return asked("report");
    }

    @Override
    public CompletableFuture<byte[]> operate(Order order) {
        return asked(order);
    }
}
