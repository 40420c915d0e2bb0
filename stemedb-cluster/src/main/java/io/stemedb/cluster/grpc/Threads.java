package io.stemedb.cluster.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The few threads of all calls between nodes: two that move bytes, some that serve calls. Heartbeats are served by a
 * thread of their own, so that no call that reads a disk holds them up.
 */
public final class Threads implements Closeable {
    private static final int LOOPS = 2;
    private static final int CALLS = 8;
    private static final int NAMES = 4;
    private static final long PATIENCE_SECONDS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, (ThreadFactory) work -> daemon(work, "stemedb-grpc"), NioIoHandler.newFactory());
    private final ExecutorService calls = Executors.newFixedThreadPool(CALLS, work -> daemon(work, "stemedb-peer"));
    private final ExecutorService beats = Executors.newSingleThreadExecutor(work -> daemon(work, "stemedb-beat"));

    private final ExecutorService names = Executors.newFixedThreadPool(NAMES, work -> daemon(work, "stemedb-names"));

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    EventLoopGroup loops() {
        return loops;
    }

    Class<? extends Channel> clientChannel() {
        return NioSocketChannel.class;
    }

    Class<? extends ServerChannel> serverChannel() {
        return NioServerSocketChannel.class;
    }

    ExecutorService calls() {
        return calls;
    }

    /** Where names of hosts are looked up: a server of names that hangs holds up nothing else. */
    ExecutorService names() {
        return names;
    }

    ExecutorService beats() {
        return beats;
    }

    @Override
    public void close() {
        calls.shutdown();
        beats.shutdown();
        names.shutdown();
        var unused =
                loops.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
