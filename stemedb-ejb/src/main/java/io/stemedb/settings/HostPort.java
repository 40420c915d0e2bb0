package io.stemedb.settings;

import java.util.Optional;

/**
 * A place on the network.
 *
 * @param host an address, not in brackets, or a host name
 */
public record HostPort(String host, int port) {
    private static final int HIGHEST = 65_535;

    /** Reads {@code host:port}, {@code [::1]:port}, or a host alone, which has the port {@code standard}. */
    public static Optional<HostPort> parse(String text, int standard) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]") || Hosts.isIpv6(text)) {
            return host(text).map(host -> new HostPort(host, standard));
        }
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST) {
            return Optional.empty();
        }
        return host(text.substring(0, colon)).map(host -> new HostPort(host, Integer.parseInt(port)));
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return Hosts.isLoopback(host);
    }

    /** Whether it stands for every address of this machine. */
    public boolean isWildcard() {
        return Hosts.isWildcard(host);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return Hosts.inUrl(host) + ":" + port;
    }

    private static Optional<String> host(String text) {
        return Optional.of(Hosts.withoutBrackets(text)).filter(Hosts::isHost);
    }
}
