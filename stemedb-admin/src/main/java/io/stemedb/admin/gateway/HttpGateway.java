package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.json.JsonText;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.settings.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A gateway of several addresses. The first that can be connected to answers; the others are asked if it cannot
 * be. What
 * only reads is also asked of the next one if an answer does not come.
 */
public final class HttpGateway implements Gateway {
    private static final int REFUSALS = 400;
    private static final int REDIRECTS = 300;

    private final Connection connection;
    private final Exchange exchange;
    private final Consumer<String> warning;
    private int current;
    private boolean warned;

    /**
     * The gateway of a connection.
     *
     * @param warning hears, once, that others can read the token
     */
    public HttpGateway(Connection connection, Wire wire, Consumer<String> warning) {
        this.connection = connection;
        this.warning = warning;
        this.exchange = new Exchange(connection, wire);
    }

    @Override
    public Doc get(String path) {
        return document(send("GET", path, null));
    }

    @Override
    public byte[] bytes(String path) {
        return send("GET", path, null).body();
    }

    @Override
    public Doc post(String path, Map<String, Object> body) {
        return document(send("POST", path, JsonText.compact(body)));
    }

    @Override
    public Doc delete(String path) {
        return document(send("DELETE", path, null));
    }

    private Answer send(String method, String path, String body) {
        Answer answer = firstAnswer(method, path, body);
        if (answer.status() >= REFUSALS) {
            throw Problems.of(answer.status(), problem(answer), connection.token() != null, address());
        }
        if (answer.status() >= REDIRECTS) {
            throw Trouble.of(
                    Outcome.FAILED, address() + " sends elsewhere, which is not followed", "name the gateway itself");
        }
        return answer;
    }

    private Answer firstAnswer(String method, String path, String body) {
        List<String> failures = new ArrayList<>();
        boolean late = false;
        for (int tries = 0; tries < connection.gateways().size(); tries++) {
            warnOfExposure();
            try {
                return exchange.send(method, address(), path, body);
            } catch (NotConnectedException e) {
                failures.add(address() + " (" + e.getMessage() + ")");
            } catch (LateException e) {
                requireRepeatable(method, "no answer of " + address() + " within " + e.getMessage(), Outcome.TIMED_OUT);
                failures.add(address() + " (no answer within " + e.getMessage() + ")");
                late = true;
            } catch (IOException e) {
                requireRepeatable(method, "the connection to " + address() + " broke: " + e, Outcome.FAILED);
                failures.add(address() + " (" + e.getMessage() + ")");
            }
            current = (current + 1) % connection.gateways().size();
        }
        throw nobody(failures, late);
    }

    private void warnOfExposure() {
        if (!warned && connection.token() != null && Exposure.of(address())) {
            warned = true;
            warning.accept("the token goes to " + address() + " unencrypted, and whoever is on the way can read it; "
                    + "use an address that begins with https:// (docs/operations/behind-a-proxy.md)");
        }
    }

    private static void requireRepeatable(String method, String what, Outcome outcome) {
        if (!method.equals("GET")) {
            throw Trouble.of(outcome, what, "it may have begun all the same: look at stemedb-admin task list");
        }
    }

    private static Trouble nobody(List<String> failures, boolean late) {
        String all = String.join(", ", failures);
        return late
                ? Trouble.of(Outcome.TIMED_OUT, "no gateway answers: " + all, "try again with a longer --timeout")
                : Trouble.of(
                        Outcome.NOT_REACHED,
                        "cannot connect to a gateway: " + all,
                        "see whether a node runs there, or name another with --gateway; the cluster may be fine");
    }

    private String address() {
        return connection.gateways().get(current);
    }

    private Doc document(Answer answer) {
        try {
            return Doc.of(Json.read(answer.body()));
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.FAILED,
                    address() + " answered with something else than JSON",
                    "look whether this is the gateway of a node (port 18181)");
        }
    }

    private static Doc problem(Answer answer) {
        try {
            return Doc.of(Json.read(answer.body()));
        } catch (IOException e) {
            return new Doc(Map.of()); // such as a page of a proxy
        }
    }
}
