package io.stemedb.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** The gateway of a running node, as a command calls it. */
final class Gateway {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;
    private final Credential credential;
    private final Consumer<String> out;

    Gateway(URI base, Credential credential, Consumer<String> out) {
        this.base = base;
        this.credential = credential;
        this.out = out;
    }

    /**
     * The backup that is wanted.
     *
     * @param scope {@code node} or {@code cluster}
     * @param force whether one of a cluster is to go on without nodes that cannot take part
     */
    record Wish(Path to, boolean copy, String scope, boolean force) {}

    /**
     * Has a backup taken and waits for it.
     *
     * @param store what the node that is asked must have, 16 hex digits; or null for whichever node answers
     * @return what the node says of the backup at its end
     * @throws StartRefused if it is refused, fails or is aborted, or the node does not answer; the message says why
     */
    String backup(Wish wish, String store) throws StartRefused, InterruptedException {
        ObjectNode body =
                json.createObjectNode().put("to", wish.to().toString()).put("copy", wish.copy());
        body.put("scope", wish.scope()).put("force", wish.force()).put("reason", "stemedb-node backup");
        if (store != null) {
            body.put("store", store);
        }
        return watch(send(request("/admin/backup")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    private String watch(JsonNode started) throws StartRefused, InterruptedException {
        String id = started.path("task_id").asText();
        JsonNode task = started;
        int tenths = -1;
        while (task.path("ended_at").isNull()) {
            int now = (int) (task.path("progress").asDouble() * 10);
            if (now != tenths && !task.path("what").asText().isEmpty()) {
                tenths = now;
                out.accept(String.format(
                        Locale.ROOT,
                        "%3d%% %s",
                        (int) (task.path("progress").asDouble() * 100),
                        task.path("what").asText()));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            task = send(request("/admin/tasks/" + id).GET());
        }
        if (!task.path("state").asText().equals("succeeded")) {
            throw new StartRefused("the backup " + task.path("state").asText()
                    + (task.path("error").isNull()
                            ? ""
                            : ": " + task.path("error").asText()));
        }
        String end = task.path("what").asText();
        out.accept(end);
        return end;
    }

    private HttpRequest.Builder request(String path) throws StartRefused {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Stemedb-Client", "cli");
            return credential.header().isEmpty() ? request : request.header(credential.header(), credential.value());
        } catch (IllegalArgumentException notHttp) {
            throw new StartRefused(base + " is no gateway: name one as http://127.0.0.1:18181");
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws StartRefused, InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new StartRefused("the node at " + base + " refused: "
                        + answer.path("detail").asText()
                        + (answer.has("hint") ? "; " + answer.path("hint").asText() : ""));
            }
            return answer;
        } catch (IOException unreachable) {
            throw new StartRefused("no node answers at " + base + "; name its gateway with --gateway http://HOST:PORT");
        }
    }
}
