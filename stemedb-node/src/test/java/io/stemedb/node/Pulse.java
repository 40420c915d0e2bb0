package io.stemedb.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the machine itself can do: a thread that forces a few bytes to the disk of the nodes, again and again. While
 * that takes seconds, no node can acknowledge anything either, whatever it does.
 */
final class Pulse implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    /** What is shorter is usual beside nodes under load, and excuses nobody. */
    private static final double STANDSTILL_SECONDS = 1;

    private final Path file;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::beat, "pulse");
    private volatile long lastNanos = System.nanoTime();
    private volatile long longestNanos;
    private volatile IOException failure;

    private Pulse(Path folder) {
        this.file = folder.resolve("pulse");
    }

    static Pulse start(Path folder) {
        Pulse pulse = new Pulse(folder);
        pulse.thread.start();
        return pulse;
    }

    private void beat() {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                channel.write(ByteBuffer.allocate(512), 0);
                long now = System.nanoTime();
                longestNanos = Math.max(longestNanos, now - lastNanos);
                lastNanos = now;
            }
        } catch (IOException gone) {
            failure = gone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The longest time between two forces since the begin, or since this was asked last; 0 if that is below a second. A
     * pulse that has ended counts no further, and one that has failed is no excuse for anybody.
     */
    double standstillSeconds() {
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
        long open = end.getCount() > 0 ? System.nanoTime() - lastNanos : 0;
        double longest = Math.max(longestNanos, open) / 1e9;
        longestNanos = 0;
        return longest < STANDSTILL_SECONDS ? 0 : longest;
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        thread.join();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
