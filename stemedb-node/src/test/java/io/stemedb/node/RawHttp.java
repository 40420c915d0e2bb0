package io.stemedb.node;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to a port and the bytes that come back: what no client library would send. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The status line alone, of an answer behind which the connection may stay open. */
    static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
    }

    /** Everything that is answered until the connection is closed. */
    static String send(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(bytes(request));
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 14];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.write(buffer, 0, read);
            }
        } catch (java.net.SocketException reset) {
            // Closed by force, behind what was read so far.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
