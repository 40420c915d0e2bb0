package io.stemedb.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports of loopback that nobody uses. */
final class FreePorts {
    private FreePorts() {}

    /** The first of some that follow each other: a node asks a seed for its port one below that of membership. */
    static int inARow(int count) throws IOException {
        while (true) {
            int first = Ports.free();
            if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
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
