package io.stemedb.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries connections on to another address, as slowly as it is told: each byte arrives so much later, and as many as
 * before are under way. {@code PORT HOST PORT} as a process; a line of its standard input is the delay from then on, in
 * milliseconds, and it ends with it.
 */
final class Detour {
    private static final int BYTES = 1 << 16;

    private final InetSocketAddress to;
    private final AtomicLong number = new AtomicLong();
    private volatile long delayNanos;

    private Detour(InetSocketAddress to) {
        this.to = to;
    }

    /** What was read, and when it is to arrive; what was read first arrives first. */
    private record Chunk(ByteBuffer bytes, long dueNanos, long number) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Chunk chunk = (Chunk) other;
            int byTime = Long.compare(dueNanos, chunk.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, chunk.number);
        }
    }

    public static void main(String[] args) throws IOException {
        Detour detour = new Detour(new InetSocketAddress(args[1], Integer.parseInt(args[2])));
        ServerSocketChannel entrance =
                ServerSocketChannel.open().bind(new InetSocketAddress(Integer.parseInt(args[0])));
        begin(() -> detour.serve(entrance));
        System.out.println("open");
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            detour.delayNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line));
        }
        System.exit(0);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException gone) {
                // as connections go when a node is killed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ServerSocketChannel entrance) throws IOException {
        while (true) {
            SocketChannel near = entrance.accept();
            begin(() -> connect(near));
        }
    }

    private void connect(SocketChannel near) throws IOException, InterruptedException {
        try (near;
                SocketChannel far = SocketChannel.open(to)) {
            begin(() -> carry(near, far));
            carry(far, near);
        }
    }

    private void carry(SocketChannel from, SocketChannel to) throws IOException, InterruptedException {
        DelayQueue<Chunk> underWay = new DelayQueue<>();
        begin(() -> read(from, underWay));
        for (Chunk chunk = underWay.take(); chunk.bytes() != null; chunk = underWay.take()) {
            while (chunk.bytes().hasRemaining()) {
                to.write(chunk.bytes());
            }
        }
        to.shutdownOutput();
    }

    private void read(SocketChannel from, DelayQueue<Chunk> underWay) throws IOException {
        long due = System.nanoTime();
        try {
            for (ByteBuffer bytes = ByteBuffer.allocate(BYTES);
                    from.read(bytes) >= 0;
                    bytes = ByteBuffer.allocate(BYTES)) {
                due = Math.max(due, System.nanoTime() + delayNanos); // a shorter delay overtakes nothing
                underWay.add(new Chunk(bytes.flip(), due, number.incrementAndGet()));
            }
        } finally {
            underWay.add(new Chunk(null, due, number.incrementAndGet()));
        }
    }
}
