package io.stemedb.cluster.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a node shows to others with each call: the name of its cluster, and a proof that it knows the cluster's secret.
 * The proof keeps strangers out; it does not hide what is said, and who can listen can say it again.
 *
 * @param clusterName what all nodes of the cluster are configured with
 * @param proof of the secret; empty if there is none
 */
public record Credentials(String clusterName, String proof) {
    private static final Metadata.Key<String> CLUSTER =
            Metadata.Key.of("stemedb-cluster", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> PROOF =
            Metadata.Key.of("stemedb-proof", Metadata.ASCII_STRING_MARSHALLER);
    private static final String ALGORITHM = "HmacSHA256";

    /** Of a cluster and its secret. */
    public static Credentials of(String clusterName, Optional<byte[]> secret) {
        return new Credentials(
                clusterName, secret.map(key -> proof(key, clusterName)).orElse(""));
    }

    private static String proof(byte[] secret, String clusterName) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(("grpc|" + clusterName).getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    void introduce(Metadata headers) {
        headers.put(CLUSTER, URLEncoder.encode(clusterName, UTF_8));
        headers.put(PROOF, proof);
    }

    /** Why a call with such headers is not served; empty if it is. */
    Optional<String> refusal(Metadata headers) {
        String name = headers.get(CLUSTER);
        if (name == null || !name.equals(URLEncoder.encode(clusterName, UTF_8))) {
            return Optional.of("this node belongs to cluster \"" + clusterName + "\", the caller to "
                    + (name == null ? "none" : '"' + URLDecoder.decode(name, UTF_8) + '"'));
        }
        String shown = headers.get(PROOF);
        byte[] theirs = (shown == null ? "" : shown).getBytes(UTF_8);
        return MessageDigest.isEqual(theirs, proof.getBytes(UTF_8))
                ? Optional.empty()
                : Optional.of("the caller does not know the secret of the cluster; give all nodes the same "
                        + "[cluster] secret_file");
    }

    @Override
    public String toString() {
        return "of cluster " + clusterName;
    }
}
