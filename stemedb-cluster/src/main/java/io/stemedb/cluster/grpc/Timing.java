package io.stemedb.cluster.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Locale;

/** Tells how long each call took. */
final class Timing implements ClientInterceptor {
    private volatile CallTimes told = (call, ending, nanos) -> {};

    void tell(CallTimes listener) {
        told = listener;
    }

    private static CallTimes.Ending ending(Status status) {
        return switch (status.getCode()) {
            case OK -> CallTimes.Ending.ANSWERED;
            case CANCELLED -> CallTimes.Ending.GIVEN_UP;
            default -> CallTimes.Ending.FAILED;
        };
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        String name = String.valueOf(method.getBareMethodName()).toLowerCase(Locale.ROOT);
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                long begun = System.nanoTime();
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                told.ended(name, ending(status), System.nanoTime() - begun);
                                super.onClose(status, trailers);
                            }
                        },
                        headers);
            }
        };
    }
}
