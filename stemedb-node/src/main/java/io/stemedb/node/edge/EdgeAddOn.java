package io.stemedb.node.edge;

import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * Builds the edge into each listener before that is opened. The server asks for the add-on called {@code comet} while
 * it puts a listener's filters together, and takes the one of the highest rank that it finds
 * ({@code META-INF/hk2-locator/default}).
 */
public final class EdgeAddOn implements AddOn {
    @Override
    public void setup(NetworkListener none, FilterChainBuilder filters) {
        Edge edge = Edge.standing();
        filters.set(filters.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class), new EdgeCodec(edge));
        HttpServerFilter calls = (HttpServerFilter) filters.get(filters.indexOfType(HttpServerFilter.class));
        calls.getConfiguration().setPassTraceRequest(true);
        calls.setHttpHandler(new EdgeHandler(edge, calls.getHttpHandler()));
        edge.builtIn();
    }
}
