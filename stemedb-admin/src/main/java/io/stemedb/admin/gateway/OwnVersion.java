package io.stemedb.admin.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this program, which a gateway is told with each call. */
public final class OwnVersion {
    private OwnVersion() {}

    public static String text() {
        try (InputStream in = OwnVersion.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
