package io.stemedb.node.edge;

import java.util.List;
import java.util.Set;

/**
 * Which paths answer on which port, and what of them the server itself answers. Whoever opens a port opens only what he
 * meant to.
 */
final class Routes {
    private static final List<String> OF_THE_GATEWAY =
            List.of("/cluster", "/admin", "/v1/admin", "/v1/shards", "/console");
    private static final List<String> OF_THE_API = List.of("/v1");
    private static final String ON_BOTH = "/v1/health";

    /** A page, whose links count from the slash on. */
    private static final String CONSOLE = "/console/";

    /** Answered by the server, which is careless about methods. */
    private static final Set<String> OF_THE_SERVER =
            Set.of("/metrics", "/health", "/health/started", "/health/live", "/health/ready");

    private static final String DESCRIPTION = "/openapi";

    private final int apiPort;
    private final int gatewayPort;

    Routes(int apiPort, int gatewayPort) {
        this.apiPort = apiPort;
        this.gatewayPort = gatewayPort;
    }

    boolean isGateway(int port) {
        return port == gatewayPort;
    }

    /** What is wrong with calling it there, or null. */
    EdgeProblem judge(int port, String method, String path) {
        if (method.equals("TRACE")) {
            return EdgeProblem.notImplemented(method);
        }
        boolean gateway = isBelow(path, OF_THE_GATEWAY);
        if (gateway && port == apiPort) {
            return EdgeProblem.wrongPort("this path answers on the gateway's port " + gatewayPort, gatewayPort);
        }
        if (!gateway && port == gatewayPort && !path.equals(ON_BOTH) && isBelow(path, OF_THE_API)) {
            return EdgeProblem.wrongPort("the API does not answer on the gateway's port " + gatewayPort, apiPort);
        }
        if (path.length() > 1 && path.endsWith("/") && !path.equals(CONSOLE)) {
            return EdgeProblem.unknownPath("leave out the slash at the end");
        }
        return ofTheServer(method, path);
    }

    private static EdgeProblem ofTheServer(String method, String path) {
        if (path.equals(DESCRIPTION)) {
            return Set.of("GET", "HEAD", "OPTIONS").contains(method)
                    ? null
                    : EdgeProblem.methodNotAllowed("GET, HEAD, OPTIONS");
        }
        if (OF_THE_SERVER.contains(path)) {
            return Set.of("GET", "HEAD").contains(method) ? null : EdgeProblem.methodNotAllowed("GET, HEAD");
        }
        return path.startsWith("/health/") ? EdgeProblem.unknownPath("GET /openapi lists every call") : null;
    }

    /** Whether the server answers it itself: it answers {@code HEAD} to some of these otherwise than {@code GET}. */
    static boolean isOfTheServer(String path) {
        return OF_THE_SERVER.contains(path);
    }

    private static boolean isBelow(String path, List<String> roots) {
        for (String root : roots) {
            if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
                return true;
            }
        }
        return false;
    }
}
