package io.stemedb.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where one node lives and listens.
 *
 * @param nodeId the name for a new data directory, if one was given
 */
public record NodeSettings(
        Path dataDir, Optional<String> nodeId, String bind, int httpPort, int gatewayPort, int rpcPort, int swimPort) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /** Every address that begins with 127 is loopback, in the short forms such as 127.1 too. */
    private static final String LOOPBACK = "127(\\.\\d{1,3}){1,3}";

    private static final String IPV6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

    public static NodeSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, NodeSettings::read);
    }

    /** Whether only this machine can reach the node. */
    public boolean onLoopbackOnly() {
        return bind.equalsIgnoreCase("localhost") || bind.matches(LOOPBACK) || isIpv6Loopback(bind);
    }

    /** Every address to listen on: operators' tools on the machine itself always find the node on loopback. */
    public List<String> addresses() {
        return onLoopbackOnly() || isWildcard() ? List.of(bind) : List.of(bind, "127.0.0.1");
    }

    /** An address at which this machine reaches the node, as a URL spells it. */
    public String localAddress() {
        return onLoopbackOnly() ? hostOf(bind) : "127.0.0.1";
    }

    /** An address as a URL spells it: in brackets if it is one of IPv6. */
    public String hostOf(String address) {
        return isIpv6(address) ? "[" + address + "]" : address;
    }

    private boolean isWildcard() {
        return bind.equals("0.0.0.0") || isIpv6(bind) && ipv6(bind).isAnyLocalAddress();
    }

    private static boolean isIpv6Loopback(String address) {
        return isIpv6(address) && ipv6(address).isLoopbackAddress();
    }

    private static boolean isIpv6(String address) {
        return address.matches(IPV6) && ipv6(address) != null;
    }

    /** No name is looked up: a text with a colon is an address or nothing. */
    private static InetAddress ipv6(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    /** An address of IPv6 may stand in brackets, as in a URL. */
    private static String withoutBrackets(String bind) {
        return bind.startsWith("[") && bind.endsWith("]") ? bind.substring(1, bind.length() - 1) : bind;
    }

    static NodeSettings read(Reading in) {
        NodeSettings settings = new NodeSettings(
                directory(in),
                Optional.of(in.text(Key.NODE_ID)).filter(id -> !id.isEmpty()),
                withoutBrackets(in.text(Key.BIND)),
                in.port(Key.HTTP_PORT),
                in.port(Key.GATEWAY_PORT),
                in.port(Key.RPC_PORT),
                in.port(Key.SWIM_PORT));
        settings.nodeId
                .filter(id -> !id.matches(NAME))
                .ifPresent(id -> in.fault(
                        Key.NODE_ID, "\"" + id + "\" is not 1 to 64 letters, digits, dots, dashes and underscores"));
        if (!settings.bind.matches(HOST) && !isIpv6(settings.bind)) {
            in.fault(Key.BIND, "\"" + settings.bind + "\" is neither an address nor a host name");
        }
        settings.judgePorts(in);
        return settings;
    }

    private void judgePorts(Reading in) {
        Set<Integer> taken = new HashSet<>();
        record Port(Key key, int number) {}
        for (Port port : List.of(
                new Port(Key.HTTP_PORT, httpPort),
                new Port(Key.GATEWAY_PORT, gatewayPort),
                new Port(Key.RPC_PORT, rpcPort),
                new Port(Key.SWIM_PORT, swimPort))) {
            if (!taken.add(port.number())) {
                in.fault(port.key(), "port " + port.number() + " is already given to another listener of this node");
            }
        }
    }

    private static Path directory(Reading in) {
        Optional<Path> directory = in.path(Key.DATA_DIR);
        if (directory.isEmpty() && in.text(Key.DATA_DIR).isEmpty()) {
            in.fault(Key.DATA_DIR, "names no directory");
        }
        return directory.orElse(Path.of(Key.DATA_DIR.standard()));
    }
}
