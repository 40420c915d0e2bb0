package io.stemedb.cluster.grpc;

import io.grpc.Grpc;
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
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Serves the calls of other nodes. */
public final class PeerServer implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(PeerServer.class.getName());

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
                .intercept(new Gate(credentials, ConcurrentHashMap.newKeySet()))
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
    private record Gate(Credentials credentials, Set<String> told) implements ServerInterceptor {
        private static final int MOST_TOLD = 100;

        /** Once for each address and reason: a node that is wrong asks twice a second. */
        private void tell(ServerCall<?, ?> call, String reason) {
            String why = reason.replaceAll("\\p{Cntrl}", "?"); // a part of it is from the caller
            SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            String host = from instanceof InetSocketAddress known ? known.getHostString() : String.valueOf(from);
            if (told.size() < MOST_TOLD && told.add(host + why)) {
                LOGGER.log(System.Logger.Level.WARNING, "a caller at {0} is let in nowhere: {1}", host, why);
            }
        }

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return credentials
                    .refusal(headers)
                    .<ServerCall.Listener<Q>>map(why -> {
                        tell(call, why);
                        call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
                        return new ServerCall.Listener<>() {};
                    })
                    .orElseGet(() -> next.startCall(call, headers));
        }
    }
}
