package io.stemedb.admin.gateway;

import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Connections that trust given certificates and show one, all from PEM files. */
final class Tls {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = new char[0];

    private Tls() {}

    static SSLSocketFactory sockets(Path cacert, Path cert, Path key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(cert == null ? null : shown(cert, key), cacert == null ? null : trusted(cacert), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw Trouble.of(
                    Outcome.FAILED,
                    "cannot use the certificates: " + e.getMessage(),
                    "look at the files of --cacert, --cert and --key, which are PEM");
        }
    }

    private static TrustManager[] trusted(Path cacert) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        List<Certificate> all = certificates(cacert);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("ca" + i, all.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] shown(Path cert, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "own", privateKey(key), NO_PASSWORD, certificates(cert).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> all =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (all.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return all;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(file + " holds no key of PKCS #8 (openssl pkcs8 -topk8 -nodes makes one)");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(bytes);
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            PrivateKey key = keyOf(algorithm, spec);
            if (key != null) {
                return key;
            }
        }
        throw new IOException(file + " holds a key of a kind that is not known");
    }

    /** The key; null if it is of another kind. */
    private static PrivateKey keyOf(String algorithm, PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            return null;
        }
    }
}
