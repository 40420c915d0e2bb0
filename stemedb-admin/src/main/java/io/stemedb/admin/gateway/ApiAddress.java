package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of the API of nodes whose gateways are known. A gateway turns a call of the API away, before it asks
 * for a token, and names the port that it belongs to. A proxy may have both under one address: there the call is
 * not turned away so.
 */
final class ApiAddress implements Addresses {
    /** A call of the API that lacks what it needs, so that nothing is looked up. */
    private static final String CALL = "/v1/history";

    private static final Pattern PORT = Pattern.compile("call port ([0-9]{1,5})");
    private static final int UNKNOWN = 404;
    private static final int FAULTS = 500;

    private final List<String> gateways;
    private final Exchange exchange;
    private final String[] found;

    ApiAddress(List<String> gateways, Exchange exchange) {
        this.gateways = gateways;
        this.exchange = exchange;
        this.found = new String[gateways.size()];
    }

    @Override
    public int count() {
        return found.length;
    }

    @Override
    public String known(int index) {
        return found[index] == null ? gateways.get(index) : found[index];
    }

    @Override
    public String at(int index) throws NotConnectedException {
        if (found[index] == null) {
            found[index] = find(gateways.get(index));
        }
        return found[index];
    }

    private String find(String gateway) throws NotConnectedException {
        Answer answer;
        try {
            answer = exchange.send("GET", gateway, CALL, null, null);
        } catch (LateException e) {
            throw unknown("no answer within " + e.getMessage(), e);
        } catch (IOException e) {
            throw unknown(e.getMessage(), e);
        }
        String api = of(gateway, answer);
        if (api == null) {
            throw unknown("status " + answer.status(), null);
        }
        return api;
    }

    private static NotConnectedException unknown(String why, IOException cause) {
        return new NotConnectedException("asked for the port of its API: " + why, cause);
    }

    /**
     * Where the API is, as the gateway says. Pure.
     *
     * @return null if the answer does not say it
     */
    static String of(String gateway, Answer answer) {
        if (answer.status() != UNKNOWN) {
            return answer.status() < FAULTS ? gateway : null;
        }
        Doc problem = problem(answer);
        String hint = problem.text("hint");
        Matcher port = PORT.matcher(hint == null ? "" : hint);
        boolean isWrongPort = "urn:stemedb:problem:wrong-port".equals(problem.text("type"));
        if (!isWrongPort || !port.find()) {
            return null;
        }
        URI uri = URI.create(gateway);
        return uri.getScheme() + "://" + uri.getHost() + ":" + port.group(1);
    }

    private static Doc problem(Answer answer) {
        try {
            return Doc.of(Json.read(answer.body()));
        } catch (IOException e) {
            return Doc.of(null); // such as a page of a proxy
        }
    }
}
