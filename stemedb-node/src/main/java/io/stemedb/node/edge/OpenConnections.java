package io.stemedb.node.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Connections that neither side has ended, as the kernel lists them. To read from a connection would tell that as well;
 * but a request that is sent behind one that is under way would have to be kept, and the server does not read
 * meanwhile. If there is no such list every connection counts as open.
 *
 * <p>A client that closes only his half of a connection, and waits, is taken for gone.
 */
final class OpenConnections {
    private static final List<Path> LISTS = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final int HEX = 16;
    /** The words of a line: {@code 1: 0100007F:1F90 0100007F:C350 01 …}. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";

    private final List<Path> lists;
    private final LongSupplier nanos;
    private Optional<Set<Ports>> before = Optional.empty();
    private Optional<Set<Ports>> now = Optional.empty();
    private long readAt;

    private record Ports(int local, int remote) {}

    OpenConnections() {
        this(LISTS, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    OpenConnections(List<Path> lists, LongSupplier nanos) {
        this.lists = lists;
        this.nanos = nanos;
    }

    /**
     * Whether the connection between these ports, which was open a second ago, is missing in the last two lists: one
     * list alone may leave out what is there, as connections come and go while it is read.
     */
    synchronized boolean isEnded(int local, int remote) {
        long time = nanos.getAsLong();
        if (now.isEmpty() || time - readAt > FRESH_NANOS) {
            before = now;
            now = list();
            readAt = time;
        }
        Ports ports = new Ports(local, remote);
        return now.isPresent()
                && before.isPresent()
                && !now.get().contains(ports)
                && !before.get().contains(ports);
    }

    private Optional<Set<Ports>> list() {
        Set<Ports> open = new HashSet<>();
        boolean any = false;
        for (Path list : lists) {
            try {
                for (String line : Files.readAllLines(list, StandardCharsets.US_ASCII)) {
                    String[] words = line.strip().split("\\s+");
                    if (words.length > STATE && words[STATE].equals(ESTABLISHED)) {
                        open.add(new Ports(port(words[LOCAL]), port(words[REMOTE])));
                    }
                }
                any = true;
            } catch (IOException none) {
                // This system lists its connections in another way, or has no such addresses.
            }
        }
        return any ? Optional.of(open) : Optional.empty();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }
}
