package io.stemedb.node;

import io.stemedb.settings.HostPort;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/** By which of its addresses this machine reaches another one. */
interface LocalAddress {
    /** As the system's table of routes says; nothing is sent. */
    LocalAddress BY_THE_ROUTES = LocalAddress::ask;

    /** The address, or empty if there is none or nobody knows the other machine. */
    Optional<String> towards(HostPort other);

    private static Optional<String> ask(HostPort other) {
        InetSocketAddress place = new InetSocketAddress(other.host(), other.port());
        if (place.isUnresolved()) {
            return Optional.empty();
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(place);
            return socket.getLocalAddress().isAnyLocalAddress()
                    ? Optional.empty()
                    : Optional.of(socket.getLocalAddress().getHostAddress());
        } catch (SocketException noRoute) {
            return Optional.empty();
        }
    }
}
