package io.stemedb.admin.gateway;

import java.net.URI;
import java.util.Locale;

/** Whether others on the way to an address can read what is sent there. Pure: no name is looked up. */
final class Exposure {
    private Exposure() {}

    /** Whether it is plain HTTP to another machine, as far as the address says. */
    static boolean of(String address) {
        URI uri = URI.create(address);
        return uri.getScheme().equals("http") && !isLoopback(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static boolean isLoopback(String host) {
        boolean named = host.equals("localhost") || host.endsWith(".localhost");
        return named || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
