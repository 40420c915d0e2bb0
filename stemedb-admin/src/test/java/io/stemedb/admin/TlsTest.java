package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway behind TLS that wants a certificate, with keys that are made here. */
class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    static Path folder;

    private static HttpsServer server;
    private static String flags;

    /** Once, as keytool takes its time. */
    @BeforeAll
    static void start() throws Exception {
        KeyStore own = made("server", "RSA");
        KeyStore client = made("client", "EC");
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        clients.setCertificateEntry("client", client.getCertificate("key"));
        trusted.init(clients);
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new Demanding(context));
        server.createContext("/", exchange -> {
            byte[] health = Documents.bytes("health");
            exchange.sendResponseHeaders(200, health.length);
            exchange.getResponseBody().write(health);
            exchange.close();
        });
        server.start();
        flags = " --gateway https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static final class Demanding extends HttpsConfigurator {
        Demanding(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters demands = getSSLContext().getDefaultSSLParameters();
            demands.setNeedClientAuth(true);
            parameters.setSSLParameters(demands);
        }
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    /** A key and its own certificate, in a store and as PEM. */
    private static KeyStore made(String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem(name + ".pem", "CERTIFICATE", keys.getCertificate("key").getEncoded());
        Key key = keys.getKey("key", PASSWORD);
        pem(name + ".key", "PRIVATE KEY", key.getEncoded());
        return keys;
    }

    private static void pem(String file, String kind, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private Session.Result health(String more) {
        return new Session().run("cluster health" + flags + more.replace("@", folder + "/"));
    }

    @Test
    void certificates_come_from_pem_files() {
        Session.Result result = health(" --cacert @server.pem --cert @client.pem --key @client.key");
        assertThat(result.code()).as("%s", result).isZero();
    }

    @Test
    void a_gateway_that_is_not_trusted_gets_nothing() {
        Session.Result result = health("");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("TLS").hasLineCount(1);
    }

    @Test
    void a_gateway_that_wants_a_certificate_is_not_taken_for_an_unhealthy_cluster() {
        assertThat(health(" --cacert @server.pem").code()).isNotIn(0, 10);
    }

    @Test
    void a_file_that_is_no_certificate_is_named() {
        Session.Result result = health(" --cacert @server.pem --cert @client.pem --key @server.pem");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("server.pem holds no key", "openssl pkcs8");
    }
}
