package io.stemedb.web.port;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Asks {@link Ports} before any resource is looked for. */
@Provider
@PreMatching
@ApplicationScoped
public class PortFilter implements ContainerRequestFilter {
    private final Ports ports;

    @Context
    private HttpServletRequest request;

    protected PortFilter() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public PortFilter(Ports ports) {
        this.ports = ports;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        ports.check(request.getLocalPort(), context.getUriInfo().getPath(false));
    }
}
