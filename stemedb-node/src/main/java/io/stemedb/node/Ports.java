package io.stemedb.node;

import io.stemedb.settings.HostPort;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds out before the server is started whether it will be able to listen: the server itself would only log that it
 * cannot.
 */
final class Ports {
    private static final int LOWEST_FREE = 19_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int MOST_ATTEMPTS = 100;

    private Ports() {}

    static void refuseTaken(Settings settings) throws StartRefused {
        NodeSettings node = settings.node();
        for (String address : node.addresses()) {
            refuseTaken(address, node.httpPort(), "--http-port");
            refuseTaken(address, node.gatewayPort(), "--gateway-port");
        }
        if (settings.cluster().enabled()) {
            HostPort rpc = settings.cluster().rpc();
            HostPort swim = settings.cluster().swim();
            refuseTaken(rpc.host(), rpc.port(), "--rpc-port");
            refuseTaken(swim.host(), swim.port(), "--swim-port");
        }
    }

    /**
     * A port that nobody listens on at the moment. It lies below those that the system gives to outgoing connections,
     * as one of them would take it again before the server is far enough to listen, and above those that a node takes
     * if it is told none.
     */
    static int free() throws IOException {
        IOException taken = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }

    private static void refuseTaken(String address, int port, String flag) throws StartRefused {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException unknown) {
            throw new StartRefused("no address is known for " + address + " (--bind)");
        } catch (BindException refused) {
            throw new StartRefused(why(address, port, flag, String.valueOf(refused.getMessage())));
        } catch (IOException refused) {
            throw new StartRefused("cannot listen on " + address + ":" + port + " (" + flag + "): " + refused);
        }
    }

    private static String why(String address, int port, String flag, String refused) {
        if (refused.contains("assign requested address")) {
            return address + " is not an address of this machine (--bind)";
        }
        if (refused.contains("Permission denied")) {
            return "port " + port + " is only for the system administrator; choose another with " + flag;
        }
        return "port " + port + " on " + address + " is already in use; choose another with " + flag;
    }
}
