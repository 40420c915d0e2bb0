package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The server's HTTP listeners, as its configuration spells them. */
record Listeners(List<Listener> listeners) {
    /** One address and port. */
    record Listener(String name, String address, int port, String threads) {}

    /** A request may wait for its body, for the disk or for its reader, so many are in flight on few cores. */
    private static final int MOST_THREADS = 256;

    private static final int LEAST_THREADS = 16;

    /** Operators are few. */
    private static final int MOST_GATEWAY_THREADS = 32;

    /**
     * A client that keeps its connection should not meet a server that closes it: five minutes idle, any number of
     * requests.
     */
    private static final String KEEP_ALIVE = "max-connections=\"-1\" timeout-seconds=\"300\"";

    /** A batch may take hours to send. */
    private static final String NO_DEADLINES = "request-timeout-seconds=\"-1\" upload-timeout-enabled=\"false\"";

    /**
     * Only HTTP/1.1 is spoken: the server's HTTP/2 costs too much memory a connection, and is not trusted with bodies.
     * Source ids hold slashes, sent as {@code %2F}; nothing tells who serves. "Comet" is how the edge gets in: see
     * {@link io.stemedb.node.edge.EdgeAddOn}, which also bounds the size of heads.
     */
    private static final String MANNERS = "encoded-slash-enabled=\"true\" xpowered-by=\"false\" server-header=\"false\""
            + " xframe-options=\"false\" http2-enabled=\"false\" comet-support-enabled=\"true\""
            + " websockets-support-enabled=\"false\" trace-enabled=\"false\"";

    static Listeners of(NodeSettings node) {
        List<Listener> all = new ArrayList<>();
        for (String address : node.addresses()) {
            String suffix = all.isEmpty() ? "" : "-loopback";
            all.add(new Listener("http-listener" + suffix, address, node.httpPort(), "http-thread-pool"));
            all.add(new Listener("gateway-listener" + suffix, address, node.gatewayPort(), "gateway-thread-pool"));
        }
        return new Listeners(List.copyOf(all));
    }

    /** The server's configuration with these listeners in it. */
    String fill(String template) {
        return template.replace("@virtual-server-listeners@", each(", ", Listener::name))
                .replace("@protocols@", each("\n", Listeners::protocol))
                .replace("@listeners@", each("\n", Listeners::listener))
                .replace("@http-threads-least@", Integer.toString(LEAST_THREADS))
                .replace("@http-threads-most@", Integer.toString(MOST_THREADS))
                .replace("@gateway-threads-most@", Integer.toString(MOST_GATEWAY_THREADS));
    }

    private String each(String separator, java.util.function.Function<Listener, String> shape) {
        return listeners.stream().map(shape).collect(Collectors.joining(separator));
    }

    private static String protocol(Listener listener) {
        return "<protocol name=\"" + listener.name() + "\"><http default-virtual-server=\"server\" "
                + String.join(" ", KEEP_ALIVE, NO_DEADLINES, MANNERS)
                + "><file-cache enabled=\"false\"/></http></protocol>";
    }

    private static String listener(Listener listener) {
        return "<network-listener name=\"" + listener.name() + "\" protocol=\"" + listener.name() + "\" address=\""
                + listener.address() + "\" port=\"" + listener.port()
                + "\" transport=\"tcp\" thread-pool=\"" + listener.threads() + "\" enabled=\"true\"/>";
    }
}
