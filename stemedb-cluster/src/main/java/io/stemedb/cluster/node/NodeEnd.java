package io.stemedb.cluster.node;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Closes the node while the application still stands. The server destroys beans only after it has taken the
 * application's class loader away, and then every class that closing is the first to need is missing.
 */
@WebListener
public class NodeEnd implements ServletContextListener {
    private final Node node;

    protected NodeEnd() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public NodeEnd(Node node) {
        this.node = node;
    }

    @Override
    public void contextDestroyed(ServletContextEvent end) {
        node.stop();
    }
}
