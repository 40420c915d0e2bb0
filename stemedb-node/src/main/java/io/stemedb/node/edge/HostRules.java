package io.stemedb.node.edge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code Host} a request may name. Left alone, the server answers 200 to one it cannot parse. And a page on the
 * web can make its own name point at this machine and have a browser call the node: the one thing that gives such a
 * call away is that name.
 */
final class HostRules {
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::([0-9]{0,5}))?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|\\[(0{0,4}:){2,7}0{0,3}1]|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final int HIGHEST_PORT = 65_535;

    private final boolean onlyLocal;
    private final String bind;

    /** The last one that was allowed: nearly all requests of a connection, and of a node, name the same. */
    private volatile String allowed;

    HostRules(boolean onlyLocal, String bind) {
        this.onlyLocal = onlyLocal;
        this.bind = bind.toLowerCase(Locale.ROOT);
    }

    /** What is wrong with it, or null. */
    EdgeProblem judge(String host) {
        if (host.equals(allowed)) {
            return null;
        }
        Matcher parts = FORM.matcher(host);
        if (!parts.matches() || port(parts.group(2)) > HIGHEST_PORT) {
            return EdgeProblem.malformed(
                    "/Host", host.isEmpty() ? "the Host header is empty" : "the Host header is not a host and a port");
        }
        String name = parts.group(1).toLowerCase(Locale.ROOT);
        if (onlyLocal && !LOOPBACK.matcher(name).matches() && !name.equals(bind)) {
            return EdgeProblem.forbidden(
                    "/Host",
                    "this node answers this machine only, by the names localhost, 127.0.0.1 or [::1]: "
                            + "another name may be a"
                            + " page on the web that has a browser call it",
                    "call http://127.0.0.1, or allow every name with security.mode = \"open\"");
        }
        allowed = host;
        return null;
    }

    private static int port(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
