package io.stemedb.cluster.task;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tasks as one node tells another of them: a line of JSON each. */
public final class TaskLines {
    private static final double MILLION = 1e6;

    private TaskLines() {}

    /** The tasks as lines. */
    public static byte[] of(List<Task> tasks) {
        JsonWriter out = new JsonWriter();
        tasks.forEach(task -> write(out, task));
        return out.toByteArray();
    }

    private static void write(JsonWriter out, Task task) {
        out.beginObject();
        out.name("task_id").string(task.id());
        out.name("kind").string(task.kind());
        out.name("state").string(task.state().word());
        out.name("progress").millionths((long) (task.progress() * MILLION));
        out.name("paused").bool(task.paused());
        out.name("what").string(task.what());
        out.name("owner").string(task.owner());
        out.name("reason").string(task.reason());
        optional(out, "error", task.error());
        optional(out, "inverse", task.inverse());
        out.name("started_at").string(task.startedAt().toString());
        optional(out, "ended_at", task.endedAt());
        out.endObject().newLine();
    }

    private static void optional(JsonWriter out, String name, Object value) {
        if (value != null) {
            out.name(name).string(value.toString());
        }
    }

    /**
     * The tasks in these lines.
     *
     * @throws StemeException malformed, if one is none
     */
    public static List<Task> read(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> read(JsonReader.object(line.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)))
                .toList();
    }

    private static Task read(JsonObject line) {
        String ended = line.text("ended_at");
        return new Task(
                line.text("task_id"),
                line.text("kind"),
                Task.State.valueOf(line.text("state").toUpperCase(Locale.ROOT)),
                line.number("progress").doubleValue(),
                line.bool("paused"),
                line.text("what"),
                line.text("owner"),
                line.text("reason"),
                line.text("error"),
                line.text("inverse"),
                Instant.parse(line.text("started_at")),
                ended == null ? null : Instant.parse(ended));
    }
}
