package io.stemedb.node.edge;

import io.stemedb.settings.NodeSettings;

/**
 * What the edge has to know of its node.
 *
 * @param bind the address the node was told to listen on
 * @param onlyLocal whether requests must be addressed to this machine by name
 * @param mostConnections of the API's port; the gateway's takes some of its own
 * @param version of this build, for the health answer of a node that is still starting
 */
public record EdgeSettings(
        int apiPort, int gatewayPort, String bind, boolean onlyLocal, int mostConnections, String version) {
    /** Of a node; {@code secure} is a node without tokens that nobody has declared open. */
    public static EdgeSettings of(NodeSettings node, boolean secure, int mostConnections, String version) {
        return new EdgeSettings(
                node.httpPort(), node.gatewayPort(), node.hostOf(node.bind()), secure, mostConnections, version);
    }
}
