package io.stemedb.admin.gateway;

import io.stemedb.admin.settings.Connection;
import io.stemedb.admin.settings.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/** One request and its answer. The old client of the JDK, as the newer one takes longer to load than all the rest. */
final class Exchange {
    /** A token that was just made. */
    private static final Pattern TOKEN = Pattern.compile("(stemedb_[A-Za-z0-9_-]{12}_)[A-Za-z0-9_-]+");

    private static final Duration MOST_TO_CONNECT = Duration.ofSeconds(5);
    private static final int MOST_SHOWN = 2000;
    private static final int MOST_BYTES = 64 << 20;
    private static final int REFUSALS = 400;

    private final Connection connection;
    private final Wire wire;
    private final String client = "cli/" + OwnVersion.text();
    private SSLSocketFactory sockets;

    Exchange(Connection connection, Wire wire) {
        this.connection = connection;
        this.wire = wire;
        // By default it sends a POST once more if the connection breaks, and says nothing.
        System.setProperty("sun.net.http.retryPost", "false");
        // A connection that was kept may be closed by the other side while an operator thinks about an answer.
        System.setProperty("http.keepAlive", "false");
    }

    /**
     * The answer, whatever its status.
     *
     * @param seen the token of an answer whose state is to be seen; null if any state will do
     * @throws NotConnectedException nothing was sent
     * @throws LateException no answer came in time
     * @throws IOException the connection broke
     */
    Answer send(String method, String address, String path, Body body, String seen) throws IOException {
        wire.line("> " + method + " " + address + path);
        HttpURLConnection http = open(method, address + path);
        if (seen != null) {
            http.setRequestProperty("Stemedb-Token", seen);
        }
        if (body != null) {
            wire.line("> " + body.shown());
            http.setRequestProperty("Content-Type", body.type());
            http.setDoOutput(true);
        }
        try {
            connect(http);
            return answer(http, body);
        } catch (SocketTimeoutException e) {
            wire.line("< nothing within " + Durations.text(connection.timeout()));
            throw new LateException(Durations.text(connection.timeout()), e);
        } finally {
            http.disconnect();
        }
    }

    /**
     * Hands an answer on as it comes; a refusal is an answer of its own.
     *
     * @return null if all of it was handed on
     * @throws BrokenOffException something was handed on, and not all
     */
    Answer stream(String address, String path, Gateway.Taking taking) throws IOException {
        wire.line("> GET " + address + path);
        HttpURLConnection http = open("GET", address + path);
        http.setRequestProperty("Accept", "application/x-ndjson");
        try {
            connect(http);
            int status = http.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                return answer(http, null);
            }
            wire.line("< " + status + " a stream");
            handOn(http, taking);
            return null;
        } catch (SocketTimeoutException e) {
            throw new LateException(Durations.text(connection.timeout()), e);
        } finally {
            http.disconnect();
        }
    }

    private static void handOn(HttpURLConnection http, Gateway.Taking taking) throws IOException {
        boolean isComplete = !"false".equals(http.getHeaderField("Stemedb-Complete"));
        String missing = http.getHeaderField("Stemedb-Unreachable");
        taking.begins(isComplete ? "" : missing == null ? "some nodes" : missing);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = http.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = read(in, buffer)) {
                taking.bytes(buffer, read);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenOffException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenOffException(String.valueOf(e.getMessage()), e);
        }
    }

    private HttpURLConnection open(String method, String url) throws IOException {
        HttpURLConnection http = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
        http.setRequestMethod(method);
        http.setInstanceFollowRedirects(false); // the token goes nowhere else
        http.setUseCaches(false);
        http.setConnectTimeout(millis(shorter(connection.timeout(), MOST_TO_CONNECT)));
        http.setReadTimeout(millis(connection.timeout()));
        http.setRequestProperty("Accept", "application/json, application/problem+json");
        http.setRequestProperty("User-Agent", "stemedb-admin");
        http.setRequestProperty("Stemedb-Client", client);
        if (connection.token() != null) {
            http.setRequestProperty("Authorization", "Bearer " + connection.token());
            wire.line("> Authorization: Bearer (not shown)");
        }
        if (http instanceof HttpsURLConnection https) {
            secure(https);
        }
        return http;
    }

    private void secure(HttpsURLConnection https) throws IOException {
        if (connection.cacert() == null && connection.cert() == null) {
            return;
        }
        if (sockets == null) {
            sockets = Tls.sockets(connection.cacert(), connection.cert(), connection.key());
        }
        https.setSSLSocketFactory(sockets);
    }

    private void connect(HttpURLConnection http) throws IOException {
        try {
            http.connect();
        } catch (UnknownHostException e) {
            throw notConnected("no host of this name", e);
        } catch (SocketTimeoutException e) {
            throw notConnected(
                    "no connection within " + Durations.text(shorter(connection.timeout(), MOST_TO_CONNECT)), e);
        } catch (SSLException e) {
            throw notConnected("TLS: " + e.getMessage(), e);
        } catch (IOException e) {
            throw notConnected(e.getMessage(), e);
        }
    }

    private NotConnectedException notConnected(String why, IOException cause) {
        wire.line("< not connected: " + why);
        return new NotConnectedException(why, cause);
    }

    private Answer answer(HttpURLConnection http, Body body) throws IOException {
        if (body != null) {
            try (OutputStream out = http.getOutputStream()) {
                out.write(body.bytes());
            }
        }
        int status = http.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is no HTTP");
        }
        try (InputStream in = status >= REFUSALS ? http.getErrorStream() : http.getInputStream()) {
            byte[] all = in == null ? new byte[0] : in.readNBytes(MOST_BYTES + 1);
            if (all.length > MOST_BYTES) {
                throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
            }
            wire.line("< " + status + " " + all.length + " bytes");
            wire.line("< " + shown(all));
            return new Answer(status, all);
        }
    }

    private static String shown(byte[] body) {
        String text =
                TOKEN.matcher(new String(body, StandardCharsets.UTF_8).strip()).replaceAll("$1(not shown)");
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + " ...";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int millis(Duration length) {
        return (int) Math.min(length.toMillis(), Integer.MAX_VALUE);
    }
}
