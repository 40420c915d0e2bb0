package io.stemedb.settings;

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

    public static NodeSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, NodeSettings::read);
    }

    /** Whether only this machine can reach the node. */
    public boolean onLoopbackOnly() {
        return Hosts.isLoopback(bind);
    }

    /** Every address to listen on: operators' tools on the machine itself always find the node on loopback. */
    public List<String> addresses() {
        return onLoopbackOnly() || Hosts.isWildcard(bind) ? List.of(bind) : List.of(bind, "127.0.0.1");
    }

    /** An address at which this machine reaches the node, as a URL spells it. */
    public String localAddress() {
        return onLoopbackOnly() ? hostOf(bind) : "127.0.0.1";
    }

    /** An address as a URL spells it: in brackets if it is one of IPv6. */
    public String hostOf(String address) {
        return Hosts.inUrl(address);
    }

    static NodeSettings read(Reading in) {
        NodeSettings settings = new NodeSettings(
                directory(in),
                Optional.of(in.text(Key.NODE_ID)).filter(id -> !id.isEmpty()),
                Hosts.withoutBrackets(in.text(Key.BIND)),
                in.port(Key.HTTP_PORT),
                in.port(Key.GATEWAY_PORT),
                in.port(Key.RPC_PORT),
                in.port(Key.SWIM_PORT));
        settings.nodeId
                .filter(id -> !id.matches(NAME))
                .ifPresent(id -> in.fault(
                        Key.NODE_ID, "\"" + id + "\" is not 1 to 64 letters, digits, dots, dashes and underscores"));
        if (!Hosts.isHost(settings.bind)) {
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
