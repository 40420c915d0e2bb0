package io.stemedb.web.container;

import io.stemedb.web.problem.ProblemServlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpServerFilter;

/** Puts a {@link PathGuard} on each listener of the server. */
@ApplicationScoped
public class PathGuards {
    private static final System.Logger LOGGER = System.getLogger(PathGuards.class.getName());

    private final PathGuard guard = new PathGuard(ProblemServlet.MALFORMED_PATH);

    void stand(@Observes @Initialized(ApplicationScoped.class) Object context) {
        try {
            // The server's services are no API and in no repository: reflection, and only here.
            ClassLoader server = HttpServerFilter.class.getClassLoader();
            Object services = server.loadClass("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            Class<?> locator = server.loadClass("org.glassfish.hk2.api.ServiceLocator");
            Class<?> listenerConfig = server.loadClass("org.glassfish.grizzly.config.dom.NetworkListener");
            Class<?> grizzly = server.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
            Object service = locator.getMethod("getService", Class.class, java.lang.annotation.Annotation[].class)
                    .invoke(services, grizzly, new java.lang.annotation.Annotation[0]);
            List<?> listeners =
                    (List<?>) locator.getMethod("getAllServices", Class.class, java.lang.annotation.Annotation[].class)
                            .invoke(services, listenerConfig, new java.lang.annotation.Annotation[0]);
            for (Object listener : listeners) {
                Object proxy =
                        grizzly.getMethod("lookupNetworkProxy", listenerConfig).invoke(service, listener);
                guard(server, proxy);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "paths that cannot be decoded are left to the server: {0}", e);
        }
    }

    private void guard(ClassLoader server, Object proxy) throws ReflectiveOperationException {
        Object listener = server.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
                .getMethod("getUnderlyingListener")
                .invoke(proxy);
        List<?> filters = (List<?>) server.loadClass("org.glassfish.grizzly.config.GenericGrizzlyListener")
                .getMethod("getFilters", Class.class)
                .invoke(listener, HttpServerFilter.class);
        for (Object filter : filters) {
            ((HttpServerFilter) filter).getMonitoringConfig().addProbes(guard);
        }
    }
}
