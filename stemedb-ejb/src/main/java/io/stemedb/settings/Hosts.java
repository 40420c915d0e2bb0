package io.stemedb.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What can be said of an address or host name without looking it up. */
final class Hosts {
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /** Every address that begins with 127 is loopback, in the short forms such as 127.1 too. */
    private static final String LOOPBACK = "127(\\.\\d{1,3}){1,3}";

    private static final String IPV6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

    private Hosts() {}

    static boolean isHost(String text) {
        return text.matches(NAME) || isIpv6(text);
    }

    /** Whether only this machine can reach it. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches(LOOPBACK)
                || isIpv6(host) && ipv6(host).isLoopbackAddress();
    }

    /** Whether it stands for every address of this machine. */
    static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || isIpv6(host) && ipv6(host).isAnyLocalAddress();
    }

    static boolean isIpv6(String text) {
        return text.matches(IPV6) && ipv6(text) != null;
    }

    /** As a URL spells it: in brackets if it is an address of IPv6. */
    static String inUrl(String host) {
        return isIpv6(host) ? "[" + host + "]" : host;
    }

    /** An address of IPv6 may stand in brackets, as in a URL. */
    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** No name is looked up: a text with a colon is an address or nothing. */
    private static InetAddress ipv6(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }
}
