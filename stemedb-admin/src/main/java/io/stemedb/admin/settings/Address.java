package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Trouble;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a gateway: a scheme, a host and a port. */
final class Address {
    private static final int PORT = 18181;

    private Address() {}

    /** The same with what was left out: {@code node1} is {@code http://node1:18181}. */
    static String of(String text) {
        String whole = text.contains("://") ? text : "http://" + text;
        URI uri;
        try {
            uri = new URI(whole);
        } catch (URISyntaxException e) {
            throw wrong(text, "cannot be read");
        }
        String scheme = uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong(text, "begins with neither http:// nor https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw Trouble.usage("the address of a gateway takes no user and no password", "give a token in a file");
        }
        if (uri.getHost() == null) {
            throw wrong(text, "names no host");
        }
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || uri.getRawQuery() != null) {
            throw wrong(text, "has a path");
        }
        return scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? PORT : uri.getPort());
    }

    private static Trouble wrong(String text, String what) {
        return Trouble.usage("the gateway '" + text + "' " + what, "write it as http://HOST:18181");
    }
}
