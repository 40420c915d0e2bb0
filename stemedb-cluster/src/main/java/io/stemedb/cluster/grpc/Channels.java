package io.stemedb.cluster.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
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

    private static final System.Logger LOGGER = System.getLogger(Channels.class.getName());
    /** A name that stands for no host, by RFC 2606. */
    private static final String NOWHERE = "dns:///nowhere.invalid:1";

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

    /** Nobody must come to harm by an address that another node has told, whatever it is. */
    private ManagedChannel open(String address) {
        ManagedChannel channel;
        try {
            // An address of IPv6 stands in brackets, which a target must not hold as they are.
            channel = to("dns:///" + address.replace("[", "%5B").replace("]", "%5D"));
        } catch (IllegalArgumentException unreadable) {
            LOGGER.log(System.Logger.Level.WARNING, "\"{0}\" is no address of a node", address);
            channel = to(NOWHERE);
        }
        if (closed) {
            channel.shutdownNow();
        }
        return channel;
    }

    private ManagedChannel to(String target) {
        return NettyChannelBuilder.forTarget(target)
                .usePlaintext()
                .eventLoopGroup(threads.loops())
                .channelType(threads.clientChannel())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .directExecutor()
                .offloadExecutor(threads.names())
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .disableRetry()
                .intercept(new Introduction(credentials), timing)
                .build();
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /**
     * Puts the credentials into each call, and lets it go on by itself: a thread that serves a call may send what
     * others wait for, and that would be cancelled with the end of the served call.
     */
    private record Introduction(Credentials credentials) implements ClientInterceptor {
        private static <Q, A> ClientCall<Q, A> byItself(
                MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            Context serving = Context.ROOT.attach();
            try {
                return next.newCall(method, options);
            } finally {
                Context.ROOT.detach(serving);
            }
        }

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(byItself(method, options, next)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    credentials.introduce(headers);
                    super.start(listener, headers);
                }
            };
        }
    }
}
