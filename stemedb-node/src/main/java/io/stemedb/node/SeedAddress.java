package io.stemedb.node;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.ClusterSettings;
import io.stemedb.settings.HostPort;
import io.stemedb.settings.Key;
import io.stemedb.settings.SecuritySettings.Mode;
import io.stemedb.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that a node with seeds takes if it is not told any: the one by which it reaches the first of them. It
 * never opens a node that is not declared open.
 */
record SeedAddress(LocalAddress local) {
    private static final String ORIGIN = "the route to the first seed";

    /** What to add to what is {@code given}. */
    Map<Key, Given> missing(Settings settings, Map<Key, Given> given) {
        ClusterSettings cluster = settings.cluster();
        Map<Key, Given> added = new EnumMap<>(Key.class);
        if (!cluster.enabled() || settings.security().mode() != Mode.OPEN) {
            return added;
        }
        Key key = given.containsKey(Key.BIND) ? Key.SWIM_BIND : Key.BIND;
        boolean told = given.containsKey(Key.BIND) && !cluster.swim().isWildcard();
        Optional<HostPort> first =
                cluster.seeds().stream().filter(seed -> !seed.isLoopback()).findFirst();
        if (!told) {
            first.flatMap(local::towards).ifPresent(address -> added.put(key, new Given(address, ORIGIN)));
        }
        return added;
    }
}
