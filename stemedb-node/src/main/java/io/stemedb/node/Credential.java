package io.stemedb.node;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * What lets a call of this program in.
 *
 * @param header in which it is sent; the empty string if there is none
 */
record Credential(String header, String value) {
    static final Credential NONE = new Credential("", "");

    /** Where a command finds its token, and the name of a file with it. */
    static final String TOKEN = KeyNames.PREFIX + "TOKEN";

    static final String TOKEN_FILE = KeyNames.PREFIX + "TOKEN_FILE";

    /** Under this the application in this process finds what the launcher sends. */
    private static final String LAUNCHER = "stemedb.node.launcher";

    private static final int SECRET = 32;

    /** The token that is in the environment of a command; none if there is none. */
    static Credential of(Map<String, String> environment) throws StartRefused {
        String file = environment.getOrDefault(TOKEN_FILE, "");
        String token = environment.getOrDefault(TOKEN, "");
        try {
            String text = token.isEmpty() && !file.isEmpty() ? Files.readString(Path.of(file)) : token;
            return text.isBlank() ? NONE : new Credential("Authorization", "Bearer " + text.strip());
        } catch (IOException unreadable) {
            throw new StartRefused(TOKEN_FILE + ": " + PlainReasons.unreadable(Path.of(file), unreadable));
        }
    }

    /** A secret that only the application in this process knows, until {@link #forget}. */
    static Credential ofLauncher() {
        byte[] secret = new byte[SECRET];
        new SecureRandom().nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        System.setProperty(LAUNCHER, text);
        return new Credential("StemeDB-Launcher", text);
    }

    /** The launcher calls no more. */
    static void forget() {
        System.clearProperty(LAUNCHER);
    }

    void on(HttpURLConnection connection) {
        if (!header.isEmpty()) {
            connection.setRequestProperty(header, value);
        }
    }

    /** Without the secret: it is easily put into a log. */
    @Override
    public String toString() {
        return header;
    }
}
