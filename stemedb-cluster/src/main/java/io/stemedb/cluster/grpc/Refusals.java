package io.stemedb.cluster.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.stemedb.cluster.grpc.wire.RefusalMessage;
import io.stemedb.cluster.peer.StrangerException;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.concurrent.CompletionException;

/** Refusals and failures, to and from their form on the wire. Pure. */
final class Refusals {
    private static final Metadata.Key<RefusalMessage> KEY = ProtoUtils.keyForProto(RefusalMessage.getDefaultInstance());

    private Refusals() {}

    static RefusalMessage message(StemeException refusal) {
        RefusalMessage.Builder message =
                RefusalMessage.newBuilder().setName(refusal.refusal().name()).setDetail(refusal.getMessage());
        if (refusal.field() != null) {
            message.setField(refusal.field());
        }
        if (refusal.limit() != null) {
            message.setLimit(refusal.limit());
        }
        if (refusal.hint() != null) {
            message.setHint(refusal.hint());
        }
        if (refusal.id() != null) {
            message.setId(refusal.id());
        }
        return message.build();
    }

    static StemeException refusal(RefusalMessage message) {
        StemeException refusal = StemeException.of(named(message.getName()), message.getDetail());
        refusal = message.hasField() ? refusal.at(message.getField()) : refusal;
        refusal = message.hasLimit() ? refusal.limitedTo(message.getLimit()) : refusal;
        refusal = message.hasHint() ? refusal.hinting(message.getHint()) : refusal;
        return message.hasId() ? refusal.about(message.getId()) : refusal;
    }

    /** A later release may have refusals that this one does not know. */
    private static Refusal named(String name) {
        try {
            return Refusal.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            return Refusal.SHARD_UNAVAILABLE;
        }
    }

    /** What a served call ends with. */
    static StatusRuntimeException status(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StemeException refused) {
            Metadata beside = new Metadata();
            beside.put(KEY, message(refused));
            return Status.FAILED_PRECONDITION
                    .withDescription(refused.getMessage())
                    .asRuntimeException(beside);
        }
        if (cause instanceof UnreachableException unreachable) {
            return Status.UNAVAILABLE.withDescription(unreachable.getMessage()).asRuntimeException();
        }
        System.getLogger(Refusals.class.getName())
                .log(System.Logger.Level.ERROR, "unforeseen failure of a call between nodes", cause);
        return Status.INTERNAL
                .withDescription("unforeseen; the log of the asked node says how")
                .asRuntimeException();
    }

    /** What a call that was made has failed with. */
    static RuntimeException failure(String address, Throwable thrown) {
        RefusalMessage refused = Status.trailersFromThrowable(thrown) == null
                ? null
                : Status.trailersFromThrowable(thrown).get(KEY);
        if (refused != null) {
            return refusal(refused);
        }
        Status status = Status.fromThrowable(thrown);
        if (status.getCode() == Status.Code.UNAUTHENTICATED) {
            return new StrangerException(String.valueOf(status.getDescription()));
        }
        return new UnreachableException(address + ": " + status.getCode()
                + (status.getDescription() == null ? "" : " " + status.getDescription()));
    }
}
