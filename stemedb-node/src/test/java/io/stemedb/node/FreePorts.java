package io.stemedb.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Ports of loopback that nobody uses, and that nobody else was given: a node that is not started yet holds none. */
final class FreePorts {
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** The first of some that follow each other: a node asks a seed for its port one below that of membership. */
    static synchronized int inARow(int count) throws IOException {
        while (true) {
            int first = Ports.free();
            List<Integer> ports = IntStream.range(first, first + count).boxed().toList();
            if (ports.stream().noneMatch(GIVEN::contains) && ports.stream().allMatch(FreePorts::isFree)) {
                GIVEN.addAll(ports);
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
