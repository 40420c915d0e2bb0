package io.stemedb.node;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a file of claims to a running node, as any client would. */
final class Sample {
    private static final int BUFFER = 1 << 16;

    private Sample() {}

    /** Loads {@code file} and says in one line what became of it. */
    static String load(Path file, URI api, Credential credential) throws StartRefused {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) api.resolve("/v1/assertions").toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setChunkedStreamingMode(BUFFER);
            credential.on(connection);
            connection.setRequestProperty("Content-Type", "application/x-ndjson");
            connection.setRequestProperty("Accept", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                Files.copy(file, out);
            }
            int status = connection.getResponseCode();
            var body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String answer = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (status != 200 && status != 207) {
                throw new StartRefused("the sample was not taken: " + status + " " + answer.strip());
            }
            return "sample: " + count(answer, "lines") + " lines, " + count(answer, "created") + " created, "
                    + count(answer, "duplicates") + " duplicates, " + count(answer, "failed") + " failed";
        } catch (IOException failed) {
            throw new StartRefused("the sample " + file + " could not be sent: " + failed);
        }
    }

    private static String count(String answer, String name) {
        Matcher number = Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d+)").matcher(answer);
        return number.find() ? number.group(1) : "?";
    }
}
