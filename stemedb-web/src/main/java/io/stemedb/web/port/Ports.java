package io.stemedb.web.port;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.node.NodeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Keeps the API off the gateway's port: whoever opens one of them in a firewall opens only what he meant to. Both listeners
 * belong to the same server, so the calls have to be told apart here.
 */
@ApplicationScoped
public class Ports {
    private static final String API = "v1/";
    private static final String ON_BOTH = "v1/health";

    private final int apiPort;
    private final int gatewayPort;

    protected Ports() { // for the CDI proxy only
        apiPort = 0;
        gatewayPort = 0;
    }

    @Inject
    public Ports(NodeConfig config) {
        apiPort = config.node().httpPort();
        gatewayPort = config.node().gatewayPort();
    }

    /**
     * Refuses a path that does not answer on the port it was called on.
     *
     * @param path without the slash it begins with
     */
    public void check(int port, String path) {
        if (path.startsWith(API) && !path.equals(ON_BOTH)) {
            checkApi(port);
        }
    }

    /** Refuses a call of the API on another port. */
    public void checkApi(int port) {
        if (port == gatewayPort) {
            throw StemeException.of(Refusal.WRONG_PORT, "the API does not answer on the gateway's port " + gatewayPort)
                    .hinting("call port " + apiPort);
        }
    }
}
