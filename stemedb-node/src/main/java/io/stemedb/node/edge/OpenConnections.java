package io.stemedb.node.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
    private static final String LISTENING = "0A";

    private final List<Path> lists;
    private final LongSupplier nanos;
    private Look before;
    private Look last;

    private record Ports(int local, int remote) {}

    /** What the lists had at a time. */
    private record Look(long at, Set<Integer> listening, Set<Ports> open) {
        /** It says nothing if it does not show what the connection was accepted by: others may be missing as well. */
        boolean lacks(Ports ports, long since) {
            return at - since > 0 && listening.contains(ports.local()) && !open.contains(ports);
        }
    }

    OpenConnections() {
        this(LISTS, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    OpenConnections(List<Path> lists, LongSupplier nanos) {
        this.lists = lists;
        this.nanos = nanos;
    }

    /**
     * Whether the connection between these ports, which was open at a time, has been missing since in two looks in
     * turn: one alone may leave out what is there, as connections come and go meanwhile.
     *
     * @param since by the same clock
     */
    synchronized boolean isEnded(int local, int remote, long since) {
        long now = nanos.getAsLong();
        if (last == null || now - last.at() > FRESH_NANOS) {
            before = last;
            last = look(now);
        }
        Ports ports = new Ports(local, remote);
        return before != null && last.lacks(ports, since) && before.lacks(ports, since);
    }

    private Look look(long now) {
        Look look = new Look(now, new HashSet<>(), new HashSet<>());
        for (Path list : lists) {
            try {
                Files.readAllLines(list, StandardCharsets.US_ASCII)
                        .forEach(line -> read(line.strip().split("\\s+"), look));
            } catch (NoSuchFileException none) {
                // This system lists its connections in another way, or has no such addresses.
            } catch (IOException unread) {
                return new Look(now, Set.of(), Set.of());
            }
        }
        return look;
    }

    private static void read(String[] words, Look look) {
        if (words.length <= STATE) {
            return;
        }
        if (words[STATE].equals(LISTENING)) {
            look.listening().add(port(words[LOCAL]));
        } else if (words[STATE].equals(ESTABLISHED)) {
            look.open().add(new Ports(port(words[LOCAL]), port(words[REMOTE])));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }
}
