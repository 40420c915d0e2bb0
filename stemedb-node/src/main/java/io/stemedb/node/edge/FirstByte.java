package io.stemedb.node.edge;

import io.stemedb.refusal.Refusal;

/**
 * Tells by the first byte of a connection's request that it is none of HTTP: nobody should wait for the end of such a
 * head.
 */
final class FirstByte {
    /** The type of a TLS record that holds a handshake. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private FirstByte() {}

    /** What is wrong with it, or null. */
    static EdgeProblem judge(byte first) {
        if (first == TLS_HANDSHAKE) {
            return new EdgeProblem(
                    400,
                    Refusal.MALFORMED,
                    "this port speaks plain HTTP, and the client began with TLS instead of a method",
                    null,
                    "call http:// instead of https://",
                    null);
        }
        return HeadBytes.isToken(first)
                ? null
                : EdgeProblem.malformed(null, "the request does not begin with a method; this port speaks HTTP/1.1");
    }
}
