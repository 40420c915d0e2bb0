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
 * A gateway, or an API, of several addresses. The first that can be connected to answers; the others are asked if it
 * cannot be. What only reads is also asked of the next one if an answer does not come.
 */
public final class HttpGateway implements Gateway {
    private static final int REFUSALS = 400;
    private static final int REDIRECTS = 300;

    private final Connection connection;
    private final Exchange exchange;
    private final Addresses addresses;
    private final End end;
    private final String seen;
    private final Consumer<String> warning;
    private int current;
    private boolean warned;

    private HttpGateway(
            Connection connection,
            Exchange exchange,
            Addresses addresses,
            End end,
            Consumer<String> warning,
            String seen) {
        this.connection = connection;
        this.exchange = exchange;
        this.addresses = addresses;
        this.end = end;
        this.warning = warning;
        this.seen = seen;
    }

    /**
     * The gateway of a connection.
     *
     * @param warning hears, once, that others can read the token
     */
    public static Gateway ofGateway(Connection connection, Wire wire, Consumer<String> warning) {
        Addresses named = Addresses.named(connection.gateways());
        return new HttpGateway(connection, new Exchange(connection, wire), named, End.GATEWAY, warning, null);
    }

    /** The API of a connection: at the addresses that are named, else where the gateways say that it is. */
    public static Gateway ofApi(Connection connection, Wire wire, Consumer<String> warning) {
        Exchange exchange = new Exchange(connection, wire);
        Addresses addresses = connection.apis().isEmpty()
                ? new ApiAddress(connection.gateways(), exchange)
                : Addresses.named(connection.apis());
        return new HttpGateway(connection, exchange, addresses, End.API, warning, null);
    }

    @Override
    public Gateway seeing(String token) {
        return new HttpGateway(connection, exchange, addresses, end, warning, token);
    }

    @Override
    public Doc get(String path) {
        return document(send("GET", path, null, true));
    }

    @Override
    public byte[] bytes(String path) {
        return send("GET", path, null, true).body();
    }

    @Override
    public Doc post(String path, Map<String, Object> body) {
        return document(send("POST", path, Body.json(JsonText.compact(body)), false));
    }

    @Override
    public Doc ask(String path, Map<String, Object> body) {
        return document(send("POST", path, Body.json(JsonText.compact(body)), true));
    }

    @Override
    public Doc delete(String path) {
        return document(send("DELETE", path, null, false));
    }

    @Override
    public Doc lines(String path, byte[] lines) {
        return document(send("POST", path, Body.lines(lines), true));
    }

    @Override
    public void stream(String path, Taking taking) {
        List<String> failures = new ArrayList<>();
        for (int tries = 0; tries < addresses.count(); tries++) {
            warnOfExposure(addresses.known(current));
            try {
                String address = addresses.at(current);
                warnOfExposure(address);
                Answer refusal = exchange.stream(address, path, taking);
                if (refusal != null) {
                    required(refusal);
                    throw Trouble.of(
                            Outcome.FAILED, address() + " sent no lines", "look whether this is " + end.right());
                }
                return;
            } catch (BrokenOffException e) {
                throw Trouble.busy("the answer of " + address() + " broke off: " + e.getMessage(), "try again");
            } catch (LateException e) {
                throw Trouble.of(
                        Outcome.TIMED_OUT,
                        "nothing came from " + address() + " within " + e.getMessage(),
                        "try again with a longer --timeout");
            } catch (NotConnectedException e) {
                failures.add(address() + " (" + e.getMessage() + ")");
            } catch (IOException e) {
                throw Trouble.of(Outcome.FAILED, String.valueOf(e.getMessage()), "see whether there is room");
            }
            current = (current + 1) % addresses.count();
        }
        throw nobody(failures, false);
    }

    private Answer send(String method, String path, Body body, boolean repeatable) {
        return required(firstAnswer(method, path, body, repeatable));
    }

    private Answer required(Answer answer) {
        if (answer.status() >= REFUSALS) {
            throw Problems.of(answer.status(), problem(answer), end, connection.token() != null, address());
        }
        if (answer.status() >= REDIRECTS) {
            throw Trouble.of(
                    Outcome.FAILED,
                    address() + " sends elsewhere, which is not followed",
                    "name the " + end.noun() + " itself");
        }
        return answer;
    }

    private Answer firstAnswer(String method, String path, Body body, boolean repeatable) {
        List<String> failures = new ArrayList<>();
        boolean late = false;
        for (int tries = 0; tries < addresses.count(); tries++) {
            warnOfExposure(addresses.known(current));
            try {
                String address = addresses.at(current);
                warnOfExposure(address);
                return exchange.send(method, address, path, body, seen);
            } catch (NotConnectedException e) {
                failures.add(address() + " (" + e.getMessage() + ")");
            } catch (LateException e) {
                requireRepeatable(
                        repeatable, "no answer of " + address() + " within " + e.getMessage(), Outcome.TIMED_OUT);
                failures.add(address() + " (no answer within " + e.getMessage() + ")");
                late = true;
            } catch (IOException e) {
                requireRepeatable(repeatable, "the connection to " + address() + " broke: " + e, Outcome.FAILED);
                failures.add(address() + " (" + e.getMessage() + ")");
            }
            current = (current + 1) % addresses.count();
        }
        throw nobody(failures, late);
    }

    private void warnOfExposure(String address) {
        if (!warned && connection.token() != null && Exposure.of(address)) {
            warned = true;
            warning.accept("the token goes to " + address + " unencrypted, and whoever is on the way can read it; "
                    + "use an address that begins with https:// (docs/operations/behind-a-proxy.md)");
        }
    }

    private void requireRepeatable(boolean repeatable, String what, Outcome outcome) {
        if (!repeatable) {
            throw Trouble.of(outcome, what, end.afterSilence());
        }
    }

    private Trouble nobody(List<String> failures, boolean late) {
        String all = String.join(", ", failures);
        return late
                ? Trouble.of(
                        Outcome.TIMED_OUT, "no " + end.noun() + " answers: " + all, "try again with a longer --timeout")
                : Trouble.of(Outcome.NOT_REACHED, "cannot connect to " + end.any() + ": " + all, end.ifNotReached());
    }

    private String address() {
        return addresses.known(current);
    }

    private Doc document(Answer answer) {
        try {
            return Doc.of(Json.read(answer.body()));
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.FAILED,
                    address() + " answered with something else than JSON",
                    "look whether this is " + end.right());
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
