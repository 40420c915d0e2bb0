package io.stemedb.cluster.task;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What a node told the others of a task of its own when it began, got on, or ended. It is for the time when that node
 * cannot be asked, or was started again and has forgotten.
 *
 * @param task as it was then
 * @param wish by which any node can tell whether it has come about; the empty string if none can
 */
public record TaskNote(Task task, String wish) {
    private static final String WISH = "wish";

    /** What is known of the node that has begun a task. */
    public enum Owner {
        /** It has answered, and knows nothing of the task. */
        HAS_FORGOTTEN,
        /** It does not answer. */
        IS_SILENT,
        /** It has left the cluster, for good. */
        IS_OUT
    }

    /** As JSON, in one line. */
    public byte[] json() {
        JsonWriter out = new JsonWriter().beginObject();
        TaskLines.members(out, task);
        return out.name(WISH).string(wish).endObject().toByteArray();
    }

    /** Some tasks as lines, and this one as the last of them. */
    public byte[] behind(byte[] lines) {
        byte[] last = json();
        byte[] all = Arrays.copyOf(lines, lines.length + last.length + 1);
        System.arraycopy(last, 0, all, lines.length, last.length);
        all[all.length - 1] = '\n';
        return all;
    }

    /** Reads lines, of tasks and of notes. */
    public static List<TaskNote> readAll(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /**
     * Reads one.
     *
     * @throws StemeException malformed, if it is none
     */
    public static TaskNote read(byte[] json) {
        JsonObject in = JsonReader.object(json, JsonLimits.DEFAULT);
        String wish = in.text(WISH);
        return new TaskNote(TaskLines.task(in), wish == null ? "" : wish);
    }

    /**
     * Of this note and one that came behind it the one to keep: calls of one node may overtake each other, and a task
     * that another node goes on with is its own from then on.
     */
    public TaskNote or(TaskNote next) {
        boolean isOlder = next.task.startedAt().isBefore(task.startedAt());
        boolean isOfTheSameStart = next.task.startedAt().equals(task.startedAt());
        boolean isFurther = !next.task.ended() && next.task.progress() < task.progress();
        return isOlder || (isOfTheSameStart && (task.ended() || isFurther)) ? this : next;
    }

    /** The task, as far as can be said without the node that has begun it, if nobody else can tell how far it is. */
    public Task without(Owner owner, Instant now) {
        String node = task.owner();
        if (task.ended()) {
            return task;
        }
        return switch (owner) {
            case HAS_FORGOTTEN ->
                task.failed(
                        node + " was started again since, and does not know of it any more. What was begun stays", now);
            case IS_OUT ->
                task.failed(node + " has left the cluster, and nobody else can do this: begin it on another node", now);
            case IS_SILENT ->
                task.running()
                        .at(0, node + " does this, and does not answer; nobody else can go on with it")
                        .waiting(true);
        };
    }

    /** The task, which needs no node to go on: as far as this node knows how far it is. */
    public Task goingOn(String what) {
        return task.running().at(0, what + " (" + task.owner() + " began it, and does not tell of it)");
    }

    /** The task, which has come about without its node. */
    public Task cameAbout(Instant now) {
        return task.running().succeeded(now);
    }

    /** The task, of which nothing counts. */
    public Task isVoid(String why, Instant now) {
        return task.failed(why, now);
    }
}
