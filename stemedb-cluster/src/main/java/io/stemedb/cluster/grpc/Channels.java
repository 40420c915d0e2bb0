package io.stemedb.cluster.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Peer;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Reaches other nodes over gRPC, with one connection to each. */
public final class Channels implements Network, Closeable {
    /** More than any page or batch has, with room for one very large record. */
    static final int MOST_MESSAGE_BYTES = 16 << 20;

    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_PATIENCE_SECONDS = 3;
    /** If packets are dropped the system repeats the first one ever more seldom; a new connection begins anew. */
    private static final int CONNECT_MILLIS = 2_000;

    private final Threads threads;
    private final Credentials credentials;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final Timing timing = new Timing();
    private volatile boolean closed;

    /** @param credentials what every call carries */
    public Channels(Threads threads, Credentials credentials) {
        this.threads = threads;
        this.credentials = credentials;
    }

    /** From now on somebody hears how long each call took. */
    public void tell(CallTimes listener) {
        timing.tell(listener);
    }

    @Override
    public Peer at(String address, Duration patience) {
        return new RemotePeer(address, channels.computeIfAbsent(address, this::open), patience);
    }

    private ManagedChannel open(String address) {
        ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .eventLoopGroup(threads.loops())
                .channelType(threads.clientChannel())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .directExecutor()
                .offloadExecutor(threads.calls())
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .disableRetry()
                .intercept(new Introduction(credentials), timing)
                .build();
        if (closed) {
            channel.shutdownNow();
        }
        return channel;
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /** Puts the credentials into each call. */
    private record Introduction(Credentials credentials) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    credentials.introduce(headers);
                    super.start(listener, headers);
                }
            };
        }
    }
}
