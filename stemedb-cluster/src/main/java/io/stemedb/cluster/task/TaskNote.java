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
 * What a node told the others of a task of its own, when it began or ended. It is for the time when that node cannot be
 * asked, or was started again and has forgotten.
 *
 * @param task as it was then
 * @param wish what another node can go on by if this one ends; the empty string if none can
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

    /** Whether another node may go on with it. */
    public boolean canGoOn() {
        return !wish.isEmpty() && !task.ended();
    }

    /** Of this note and one that came behind it the one to keep: calls of one node may overtake each other. */
    public TaskNote or(TaskNote next) {
        boolean isOfTheSame = task.owner().equals(next.task.owner());
        boolean isOlder = next.task.startedAt().isBefore(task.startedAt());
        return isOfTheSame && (isOlder || (task.ended() && !next.task.ended())) ? this : next;
    }

    /** The task, as far as can be said without the node that has begun it. */
    public Task without(Owner owner, Instant now) {
        String node = task.owner();
        if (task.ended()) {
            return task;
        }
        if (owner == Owner.HAS_FORGOTTEN) {
            return task.failed(
                    node + " was started again before this had ended: begin it again. What was begun stays", now);
        }
        if (canGoOn()) {
            return task.at(0, node + " does not answer: another node goes on with it within a minute")
                    .waiting(true);
        }
        return owner == Owner.IS_OUT
                ? task.failed(
                        node + " has left the cluster, and nobody else can do this: begin it on another node", now)
                : task.at(0, node + " does this, and does not answer; nobody else can go on with it")
                        .waiting(true);
    }
}
