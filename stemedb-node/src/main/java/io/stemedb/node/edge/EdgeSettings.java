package io.stemedb.node.edge;

import io.stemedb.settings.NodeSettings;

/**
 * What the edge has to know of its node.
 *
 * @param bind the address the node was told to listen on
 * @param onlyLocal whether requests must be addressed to this machine by name
 * @param version of this build, for the health answer of a node that is still starting
 */
public record EdgeSettings(int apiPort, int gatewayPort, String bind, boolean onlyLocal, String version) {
    /** Of a node; {@code secure} is a node without tokens that nobody has declared open. */
    public static EdgeSettings of(NodeSettings node, boolean secure, String version) {
        return new EdgeSettings(node.httpPort(), node.gatewayPort(), node.bind(), secure, version);
    }
}
