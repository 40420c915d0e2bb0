package io.stemedb.cluster.task;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Tasks as nodes tell of them, as JSON; to another node a line each. */
public final class TaskLines {
    private static final double MILLION = 1e6;

    private TaskLines() {}

    /** The tasks as lines. */
    public static byte[] of(List<Task> tasks) {
        JsonWriter out = new JsonWriter();
        tasks.forEach(task -> write(out, task).newLine());
        return out.toByteArray();
    }

    /** Writes one as an object. */
    public static JsonWriter write(JsonWriter out, Task task) {
        members(out.beginObject(), task);
        return out.endObject();
    }

    static void members(JsonWriter out, Task task) {
        out.name("task_id").string(task.id());
        out.name("kind").string(task.kind());
        out.name("state").string(task.state().word());
        out.name("progress").millionths((long) (task.progress() * MILLION));
        out.name("paused").bool(task.paused());
        out.name("what").string(task.what());
        out.name("owner").string(task.owner());
        out.name("reason").string(task.reason());
        out.name("error").string(task.error());
        out.name("inverse").string(task.inverse());
        out.name("started_at").string(task.startedAt().toString());
        out.name("ended_at")
                .string(task.endedAt() == null ? null : task.endedAt().toString());
        if (task.begunAt() != null) {
            out.name("begun_at").string(task.begunAt().toString());
        }
        if (task.left() != null) {
            out.name("shards_left").number(task.left().shards());
            out.name("bytes_left").number(task.left().bytes());
            out.name("unchanged_since").string(task.left().since().toString());
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
                .map(line -> task(JsonReader.object(line.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)))
                .toList();
    }

    static Task task(JsonObject line) {
        String ended = optional(line, "ended_at");
        String begun = optional(line, "begun_at"); // releases before this one do not tell
        return new Task(
                line.text("task_id"),
                line.text("kind"),
                state(line.text("state")),
                line.number("progress").doubleValue(),
                line.bool("paused"),
                line.text("what"),
                line.text("owner"),
                line.text("reason"),
                optional(line, "error"),
                optional(line, "inverse"),
                Instant.parse(line.text("started_at")),
                ended == null ? null : Instant.parse(ended),
                left(line),
                begun == null ? null : Instant.parse(begun));
    }

    /** Releases before this one do not tell. */
    private static Task.Left left(JsonObject line) {
        String since = optional(line, "unchanged_since");
        return since == null
                ? null
                : new Task.Left(
                        line.number("shards_left").longValueExact(),
                        line.number("bytes_left").longValueExact(),
                        Instant.parse(since));
    }

    private static Task.State state(String word) {
        for (Task.State state : Task.State.values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw StemeException.malformed("/state", "this release knows no task that is " + word);
    }

    private static String optional(JsonObject line, String name) {
        return line.isNull(name) ? null : line.text(name);
    }
}
