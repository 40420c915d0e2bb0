package io.stemedb.cluster.grpc;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.grpc.wire.AnswerMessage;
import io.stemedb.cluster.grpc.wire.AppendResultsMessage;
import io.stemedb.cluster.grpc.wire.BeatMessage;
import io.stemedb.cluster.grpc.wire.CopyResultsMessage;
import io.stemedb.cluster.grpc.wire.FetchMessage;
import io.stemedb.cluster.grpc.wire.FindMessage;
import io.stemedb.cluster.grpc.wire.ForwardedMessage;
import io.stemedb.cluster.grpc.wire.HoldingMessage;
import io.stemedb.cluster.grpc.wire.NodesGrpc;
import io.stemedb.cluster.grpc.wire.OrderMessage;
import io.stemedb.cluster.grpc.wire.PageMessage;
import io.stemedb.cluster.grpc.wire.PullMessage;
import io.stemedb.cluster.grpc.wire.PulledMessage;
import io.stemedb.cluster.grpc.wire.QuestionMessage;
import io.stemedb.cluster.grpc.wire.RangeMessage;
import io.stemedb.cluster.grpc.wire.RecordMessage;
import io.stemedb.cluster.grpc.wire.RecordsMessage;
import io.stemedb.cluster.grpc.wire.ReportMessage;
import io.stemedb.cluster.grpc.wire.ReportRequest;
import io.stemedb.cluster.grpc.wire.RereadMessage;
import io.stemedb.cluster.grpc.wire.RereadingMessage;
import io.stemedb.cluster.grpc.wire.SurveyMessage;
import io.stemedb.cluster.grpc.wire.SurveyedMessage;
import io.stemedb.cluster.grpc.wire.VouchesMessage;
import io.stemedb.cluster.peer.Peer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has this node answer what others ask. */
final class Service extends NodesGrpc.NodesImplBase {
    private final Peer own;

    Service(Peer own) {
        this.own = own;
    }

    @Override
    public void beat(BeatMessage message, StreamObserver<BeatMessage> answer) {
        serve(() -> own.beat(Messages.beat(message)), Messages::beat, answer);
    }

    @Override
    public void fact(RecordMessage message, StreamObserver<RecordMessage> answer) {
        serve(() -> own.fact(Messages.record(message)), Messages::record, answer);
    }

    @Override
    public void store(RecordsMessage message, StreamObserver<CopyResultsMessage> answer) {
        serve(() -> own.store(Messages.stored(message.getRecordsList())), Messages::copyResults, answer);
    }

    @Override
    public void append(ForwardedMessage message, StreamObserver<AppendResultsMessage> answer) {
        serve(() -> own.append(Messages.forwarded(message)), Messages::appendResults, answer);
    }

    @Override
    public void pull(PullMessage message, StreamObserver<PulledMessage> answer) {
        serve(() -> own.pull(Messages.pull(message)), Messages::pulled, answer);
    }

    @Override
    public void vouches(HoldingMessage message, StreamObserver<VouchesMessage> answer) {
        serve(
                () -> own.vouches(Messages.holding(message)),
                yes -> VouchesMessage.newBuilder().setVouches(yes).build(),
                answer);
    }

    @Override
    public void read(RangeMessage message, StreamObserver<PageMessage> answer) {
        serve(() -> own.read(Reads.range(message)), Reads::page, answer);
    }

    @Override
    public void find(FindMessage message, StreamObserver<RecordsMessage> answer) {
        serve(
                () -> own.find(AssertionId.of(message.getId().toByteArray())),
                found -> Messages.records(found.map(List::of).orElse(List.of())),
                answer);
    }

    @Override
    public void ask(QuestionMessage message, StreamObserver<AnswerMessage> answer) {
        serve(
                () -> own.ask(Reads.question(message)),
                body -> AnswerMessage.newBuilder().setBody(Messages.bytes(body)).build(),
                answer);
    }

    @Override
    public void report(ReportRequest message, StreamObserver<ReportMessage> answer) {
        serve(own::report, Reads::report, answer);
    }

    @Override
    public void operate(OrderMessage message, StreamObserver<AnswerMessage> answer) {
        serve(
                () -> own.operate(Reads.order(message)),
                body -> AnswerMessage.newBuilder().setBody(Messages.bytes(body)).build(),
                answer);
    }

    @Override
    public void survey(SurveyMessage message, StreamObserver<SurveyedMessage> answer) {
        serve(() -> own.survey(Surveys.survey(message)), Surveys::surveyed, answer);
    }

    @Override
    public void fetch(FetchMessage message, StreamObserver<RecordsMessage> answer) {
        serve(() -> own.fetch(Surveys.fetch(message)), Messages::records, answer);
    }

    @Override
    public void reread(RereadMessage message, StreamObserver<RereadingMessage> answer) {
        serve(() -> own.reread(message.getBegin()), Surveys::rereading, answer);
    }

    private static <T, M> void serve(
            Supplier<CompletableFuture<T>> call, Function<T, M> write, StreamObserver<M> answer) {
        CompletableFuture<T> result;
        try {
            result = call.get();
        } catch (RuntimeException | Error refused) {
            result = CompletableFuture.failedFuture(refused);
        }
        CompletableFuture<T> wanted = result;
        Context.current().addListener(over -> wanted.cancel(false), Runnable::run); // he does not wait any more
        var unused = result.whenComplete((value, failure) -> {
            if (wanted.isCancelled()) {
                return;
            }
            if (failure != null) {
                answer.onError(Refusals.status(failure));
                return;
            }
            answer.onNext(write.apply(value));
            answer.onCompleted();
        });
    }
}
