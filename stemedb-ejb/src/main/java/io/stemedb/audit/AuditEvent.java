package io.stemedb.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that somebody did or was refused.
 *
 * @param time by the clock of the node
 * @param who id of the token, {@code none} if no valid one was sent, {@code anyone} if none is needed
 * @param role of the token; null without one
 * @param from address that the call came from
 * @param via {@code cli}, {@code console} or {@code api}: what the client says of itself, so no proof
 * @param body small fields of what was sent, as JSON text each
 * @param status of the answer
 * @param task that was begun; null if there is none
 * @param omitted how many refusals before this one are not on record, because there were too many
 */
public record AuditEvent(
        Instant time,
        String who,
        String role,
        String from,
        String via,
        String method,
        String path,
        Map<String, String> body,
        int status,
        String task,
        long omitted) {
    private static final int SHOWN = 200;

    /** Writes it as one JSON object. */
    public void write(JsonWriter out) {
        out.beginObject();
        members(out);
        out.endObject();
    }

    /** Writes its members into an object that is open. */
    public void members(JsonWriter out) {
        out.name("time").string(time.toString());
        out.name("who").string(who);
        out.name("role").string(role);
        out.name("from").string(from);
        out.name("via").string(via);
        out.name("method").string(method);
        out.name("path").string(path);
        out.name("body").beginObject();
        body.forEach((name, text) -> out.name(name).string(text));
        out.endObject();
        out.name("status").number(status);
        out.name("task_id").string(task);
        out.name("omitted").number(omitted);
    }

    /** Stands for a line that is none: nobody can take something off the record by spoiling how it is read. */
    static AuditEvent unreadable(Instant about, byte[] line, int offset, int length) {
        String text = new String(line, offset, Math.min(length, SHOWN), UTF_8);
        return new AuditEvent(about, "unknown", null, "", "", "", "", Map.of("unreadable", text), 0, null, 0);
    }

    /** Reads a line back; empty if it is none, or not a whole one. */
    static Optional<AuditEvent> read(byte[] line, int offset, int length) {
        try {
            JsonObject object = JsonReader.object(line, offset, length, JsonLimits.DEFAULT);
            Map<String, String> body = new TreeMap<>();
            byte[] inner = object.object("body").utf8();
            JsonObject fields = JsonReader.object(inner, JsonLimits.DEFAULT);
            for (String name : fields.names()) {
                body.put(name, fields.text(name));
            }
            return Optional.of(new AuditEvent(
                    Instant.parse(object.text("time")),
                    object.text("who"),
                    textOrNull(object, "role"),
                    object.text("from"),
                    object.text("via"),
                    object.text("method"),
                    object.text("path"),
                    body,
                    object.integer("status"),
                    textOrNull(object, "task_id"),
                    object.number("omitted").longValue()));
        } catch (StemeException | DateTimeException | NullPointerException noEvent) {
            return Optional.empty();
        }
    }

    private static String textOrNull(JsonObject object, String name) {
        return object.isNull(name) ? null : object.text(name);
    }
}
