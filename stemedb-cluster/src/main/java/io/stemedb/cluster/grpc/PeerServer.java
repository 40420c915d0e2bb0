package io.stemedb.cluster.grpc;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.stemedb.cluster.peer.Peer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Serves the calls of other nodes. */
public final class PeerServer implements Closeable {
    private static final int PERMITTED_KEEP_ALIVE_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 2;

    private final Server server;

    private PeerServer(Server server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @param address host and port to listen on
     * @param own who answers
     * @throws IOException if the port cannot be had
     */
    public static PeerServer open(InetSocketAddress address, Peer own, Threads threads, Credentials credentials)
            throws IOException {
        Server server = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(threads.loops())
                .workerEventLoopGroup(threads.loops())
                .channelType(threads.serverChannel())
                .executor(threads.calls())
                .callExecutor(new OwnThread(threads))
                .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxInboundMessageSize(Channels.MOST_MESSAGE_BYTES)
                .intercept(new Gate(credentials))
                .addService(new Service(own))
                .build();
        return new PeerServer(server.start());
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
    }

    /** Refuses strangers. */
    private record Gate(Credentials credentials) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return credentials
                    .refusal(headers)
                    .<ServerCall.Listener<Q>>map(why -> {
                        call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
                        return new ServerCall.Listener<>() {};
                    })
                    .orElseGet(() -> next.startCall(call, headers));
        }
    }
}
