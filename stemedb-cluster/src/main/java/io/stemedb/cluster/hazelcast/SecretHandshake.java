package io.stemedb.cluster.hazelcast;

import com.hazelcast.nio.MemberSocketInterceptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Both ends of a connection show each other that they know the secret, without sending it, before Hazelcast reads a
 * byte. Each sends what it made up; each answers with a code (HMAC) of its own role and of what both made up. So no
 * answer of an earlier connection, or of the other role, is worth anything. What follows is not encrypted.
 */
final class SecretHandshake implements MemberSocketInterceptor {
    private static final byte[] GREETING = "StemeDB1".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    private static final byte WELCOME = 1;

    /** For the whole handshake, as whoever sends a byte now and then would hold a thread for as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final byte[] secret;
    private final long patienceNanos;
    private final SecureRandom random = new SecureRandom();

    SecretHandshake(byte[] secret) {
        this(secret, PATIENCE);
    }

    SecretHandshake(byte[] secret, Duration patience) {
        this.secret = secret.clone();
        this.patienceNanos = patience.toNanos();
    }

    @Override
    public void init(Properties properties) {
        // It has what it needs.
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
        Talk talk = new Talk(socket, patienceNanos);
        byte[] mine = madeUp();
        talk.send(GREETING, mine);
        byte[] theirs = talk.read(LENGTH);
        expect(talk.read(LENGTH), code("accepts", mine, theirs), socket);
        talk.send(code("connects", mine, theirs));
        expect(talk.read(1), new byte[] {WELCOME}, socket);
        talk.end();
    }

    @Override
    public void onAccept(Socket socket) throws IOException {
        Talk talk = new Talk(socket, patienceNanos);
        expect(talk.read(GREETING.length), GREETING, socket);
        byte[] theirs = talk.read(LENGTH);
        byte[] mine = madeUp();
        talk.send(mine, code("accepts", theirs, mine));
        expect(talk.read(LENGTH), code("connects", theirs, mine), socket);
        talk.send(new byte[] {WELCOME});
        talk.end();
    }

    private byte[] madeUp() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] code(String role, byte[] ofConnecting, byte[] ofAccepting) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(role.getBytes(StandardCharsets.US_ASCII));
            mac.update(ofConnecting);
            return mac.doFinal(ofAccepting);
        } catch (GeneralSecurityException impossible) { // every Java has this algorithm
            throw new IllegalStateException(impossible);
        }
    }

    private static void expect(byte[] read, byte[] wanted, Socket socket) throws IOException {
        if (!MessageDigest.isEqual(read, wanted)) {
            throw new IOException(
                    "no secret, or not the secret of this cluster, at " + socket.getRemoteSocketAddress());
        }
    }

    /** One end of a handshake, which takes a bounded time. */
    private static final class Talk {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final long patienceNanos;
        private final long begun = System.nanoTime();

        Talk(Socket socket, long patienceNanos) throws IOException {
            this.socket = socket;
            this.patienceNanos = patienceNanos;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        void send(byte[]... parts) throws IOException {
            for (byte[] part : parts) {
                out.write(part);
            }
            out.flush();
        }

        byte[] read(int count) throws IOException {
            byte[] bytes = new byte[count];
            int have = 0;
            while (have < count) {
                long left = patienceNanos - (System.nanoTime() - begun);
                if (left <= 0) {
                    throw new SocketTimeoutException("no handshake in time with " + socket.getRemoteSocketAddress());
                }
                socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                int more = in.read(bytes, have, count - have);
                if (more < 0) {
                    throw new EOFException(socket.getRemoteSocketAddress()
                            + " has ended the handshake: its secret may be another one");
                }
                have += more;
            }
            return bytes;
        }

        void end() throws IOException {
            socket.setSoTimeout(0);
        }
    }
}
