package io.stemedb.cluster.grpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.grpc.wire.FindMessage;
import io.stemedb.cluster.grpc.wire.NodesGrpc;
import io.stemedb.cluster.grpc.wire.NodesGrpc.NodesFutureStub;
import io.stemedb.cluster.grpc.wire.ReportRequest;
import io.stemedb.cluster.grpc.wire.RereadMessage;
import io.stemedb.cluster.grpc.wire.VouchesMessage;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Another node, over gRPC. */
final class RemotePeer implements Peer {
    private final String address;
    private final ManagedChannel channel;
    private final NodesFutureStub stub;
    private final Duration patience;

    RemotePeer(String address, ManagedChannel channel, Duration patience) {
        this.address = address;
        this.channel = channel;
        this.stub = NodesGrpc.newFutureStub(channel);
        this.patience = patience;
    }

    /** Tries to connect at once. The longer a node was away the longer gRPC would wait, up to two minutes. */
    @Override
    public CompletableFuture<Beat> beat(Beat beat) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        return ask(timed().beat(Messages.beat(beat)), Messages::beat);
    }

    @Override
    public CompletableFuture<StoredRecord> fact(StoredRecord fact) {
        return ask(timed().fact(Messages.record(fact)), Messages::record);
    }

    @Override
    public CompletableFuture<List<CopyResult>> store(List<StoredRecord> copies) {
        return ask(timed().store(Messages.records(copies)), Messages::copyResults);
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(Forwarded appends) {
        return ask(timed().append(Messages.forwarded(appends)), Messages::appendResults);
    }

    @Override
    public CompletableFuture<Pulled> pull(Pull pull) {
        return ask(timed().pull(Messages.pull(pull)), Messages::pulled);
    }

    @Override
    public CompletableFuture<Boolean> vouches(Holding copy) {
        return ask(timed().vouches(Messages.holding(copy)), VouchesMessage::getVouches);
    }

    @Override
    public CompletableFuture<Page> read(Range range) {
        return ask(timed().read(Reads.range(range)), Reads::page);
    }

    @Override
    public CompletableFuture<Optional<StoredRecord>> find(AssertionId id) {
        FindMessage message =
                FindMessage.newBuilder().setId(Messages.bytes(id.bytes())).build();
        return ask(
                timed().find(message),
                found -> Messages.stored(found.getRecordsList()).stream().findFirst());
    }

    @Override
    public CompletableFuture<byte[]> ask(Question question) {
        return ask(
                timed().ask(Reads.question(question)),
                answer -> answer.getBody().toByteArray());
    }

    @Override
    public CompletableFuture<NodeReport> report() {
        return ask(timed().report(ReportRequest.getDefaultInstance()), Reads::report);
    }

    @Override
    public CompletableFuture<byte[]> operate(Order order) {
        return ask(
                timed().operate(Reads.order(order)), answer -> answer.getBody().toByteArray());
    }

    @Override
    public CompletableFuture<Surveyed> survey(Survey survey) {
        return ask(timed().survey(Surveys.survey(survey)), Surveys::surveyed);
    }

    @Override
    public CompletableFuture<List<StoredRecord>> fetch(Fetch fetch) {
        return ask(timed().fetch(Surveys.fetch(fetch)), records -> Messages.stored(records.getRecordsList()));
    }

    @Override
    public CompletableFuture<Rereading> reread(boolean begin) {
        return ask(timed().reread(RereadMessage.newBuilder().setBegin(begin).build()), Surveys::rereading);
    }

    private NodesFutureStub timed() {
        return stub.withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private <M, T> CompletableFuture<T> ask(ListenableFuture<M> asked, Function<M, T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.addListener(() -> settle(asked, read, answer), Runnable::run);
        var unused = answer.whenComplete((value, failure) -> {
            if (answer.isCancelled()) {
                asked.cancel(true); // the other node hears of it, and stops
            }
        });
        return answer;
    }

    private <M, T> void settle(ListenableFuture<M> asked, Function<M, T> read, CompletableFuture<T> answer) {
        try {
            answer.complete(read.apply(asked.get()));
        } catch (ExecutionException e) {
            answer.completeExceptionally(Refusals.failure(address, e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(Refusals.failure(address, e));
        } catch (RuntimeException unreadable) { // cancelled, or what came is no such message
            answer.completeExceptionally(Refusals.failure(address, unreadable));
        }
    }
}
