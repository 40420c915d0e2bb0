package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Trouble;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a gateway or an API: a scheme, a host and a port. */
final class Address {
    private final String text;
    private final String kind;
    private final int port;

    private Address(String text, String kind, int port) {
        this.text = text;
        this.kind = kind;
        this.port = port;
    }

    static String ofGateway(String text) {
        return new Address(text, "gateway", 18181).whole();
    }

    static String ofApi(String text) {
        return new Address(text, "API", 18180).whole();
    }

    /** The same with what was left out: {@code node1} is {@code http://node1:18181}. */
    private String whole() {
        String whole = text.contains("://") ? text : "http://" + text;
        URI uri;
        try {
            uri = new URI(whole);
        } catch (URISyntaxException e) {
            throw wrong("cannot be read");
        }
        String scheme = uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong("begins with neither http:// nor https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw Trouble.usage(
                    "the address of the " + kind + " takes no user and no password", "give a token in a file");
        }
        if (uri.getHost() == null) {
            throw wrong("names no host");
        }
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || uri.getRawQuery() != null) {
            throw wrong("has a path");
        }
        return scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? port : uri.getPort());
    }

    private Trouble wrong(String what) {
        return Trouble.usage("the " + kind + " '" + text + "' " + what, "write it as http://HOST:" + port);
    }
}
