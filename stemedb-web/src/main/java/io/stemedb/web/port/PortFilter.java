package io.stemedb.web.port;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.node.NodeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Keeps the API off the gateway's port: whoever opens one of them in a firewall opens only what he meant to. Both listeners
 * belong to the same server, so the paths have to be told apart here.
 */
@Provider
@PreMatching
@ApplicationScoped
public class PortFilter implements ContainerRequestFilter {
    private static final String API = "v1/";
    private static final String ON_BOTH = "v1/health";

    private final int apiPort;
    private final int gatewayPort;

    @Context
    private HttpServletRequest request;

    protected PortFilter() { // for the CDI proxy only
        apiPort = 0;
        gatewayPort = 0;
    }

    @Inject
    public PortFilter(NodeConfig config) {
        apiPort = config.node().httpPort();
        gatewayPort = config.node().gatewayPort();
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (request.getLocalPort() == gatewayPort) {
            check(context.getUriInfo().getPath(false));
        }
    }

    private void check(String path) {
        if (path.startsWith(API) && !path.equals(ON_BOTH)) {
            throw StemeException.of(Refusal.WRONG_PORT, "the API does not answer on the gateway's port " + gatewayPort)
                    .hinting("call port " + apiPort);
        }
    }
}
