package io.stemedb.cluster.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.stemedb.cluster.grpc.wire.NodesGrpc;
import java.util.concurrent.Executor;

/** Serves heartbeats by a thread of their own: a node whose disk is slow is alive all the same. */
record OwnThread(Threads threads) implements ServerCallExecutorSupplier {
    @Override
    public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        String method = call.getMethodDescriptor().getFullMethodName();
        return method.equals(NodesGrpc.getBeatMethod().getFullMethodName()) ? threads.beats() : threads.calls();
    }
}
