package io.stemedb.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application: the server finds the resources by their annotations. */
@ApplicationPath("/")
public class StemeApplication extends Application {
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // Locations stay relative: behind a proxy the server does not know its own name.
                "jersey.config.server.headers.location.relative.resolution.disabled", true,
                // Every answer names its length, and a stream of lines goes out as it is written.
                "jersey.config.server.contentLength.buffer", 0,
                "jersey.config.server.wadl.disableWadl", true);
    }
}
