package io.stemedb.admin.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which gateway is talked to, and how.
 *
 * @param gateways addresses such as {@code http://node1:18181}, tried in this order
 * @param apis addresses such as {@code http://node1:18180}; empty if the gateways are to say where the API is
 * @param token null if there is none
 * @param cacert certificates that are trusted in place of the system's; null for the system's
 * @param cert the client's own certificate; null if it has none
 * @param clusterId the only cluster that may be changed; null if any may
 * @param timeout how long one answer may take, and what is waited for in all
 * @param timeoutIsAsked whether an operator has set it: what is waited for has no limit by itself
 */
public record Connection(
        List<String> gateways,
        List<String> apis,
        String token,
        Path cacert,
        Path cert,
        Path key,
        String clusterId,
        Duration timeout,
        boolean timeoutIsAsked) {

    /** Without the token. */
    @Override
    public String toString() {
        return "Connection" + gateways;
    }
}
