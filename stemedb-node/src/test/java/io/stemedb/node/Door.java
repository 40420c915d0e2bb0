package io.stemedb.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Carries connections on to another address. Sockets that are files belong to no network, so two doors, one behind the
 * other, lead from this process into a network that it is not in.
 */
final class Door implements AutoCloseable {
    private static final int BYTES = 1 << 16;

    private final ServerSocketChannel entrance;
    private final SocketAddress to;

    private Door(ServerSocketChannel entrance, SocketAddress to) {
        this.entrance = entrance;
        this.to = to;
    }

    /** The second door: {@code FILE HOST PORT} for each address; ends with its standard input. */
    public static void main(String[] args) throws IOException {
        for (int i = 0; i < args.length; i += 3) {
            open(
                    UnixDomainSocketAddress.of(args[i]),
                    new InetSocketAddress(args[i + 1], Integer.parseInt(args[i + 2])));
        }
        System.out.println("open");
        while (System.in.read() >= 0) {
            // whoever started it is still there
        }
        System.exit(0);
    }

    static Door open(SocketAddress at, SocketAddress to) throws IOException {
        ServerSocketChannel entrance = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        Door door = new Door(entrance.bind(at), to);
        begin(door::serve);
        return door;
    }

    /** Where it is entered if that was left to the system. */
    int port() throws IOException {
        return ((InetSocketAddress) entrance.getLocalAddress()).getPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                // as connections go when a node is killed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() throws IOException {
        try {
            while (true) {
                SocketChannel near = entrance.accept();
                begin(() -> connect(near));
            }
        } catch (ClosedChannelException closed) {
            // the test is over
        }
    }

    private void connect(SocketChannel near) throws IOException {
        try (near;
                SocketChannel far = SocketChannel.open(to)) {
            sendAtOnce(near);
            sendAtOnce(far);
            begin(() -> carry(near, far));
            carry(far, near);
        }
    }

    /** What is carried in pieces would else wait for the other side to say that it has the first, 40 ms perhaps. */
    private static void sendAtOnce(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    private static void carry(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        while (from.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
        to.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
