package io.stemedb.cluster.node;

import io.stemedb.assertion.PathHash;
import io.stemedb.backup.LastBackup;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.scatter.OwnCopies;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskLines;
import io.stemedb.cluster.task.TaskNote;
import io.stemedb.cluster.task.TaskNotes;
import io.stemedb.engine.Engine;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this node does for an operator who has called another one, or this one about all. */
final class Orders {
    private final Description description;
    private final Engine engine;
    private final Operations operations;
    private final Cluster cluster;
    private final OwnCopies copies;
    private final TaskNotes notes;

    Orders(Description description, Engine engine, Operations operations, Cluster cluster, TaskNotes notes) {
        this.notes = notes;
        this.description = description;
        this.engine = engine;
        this.operations = operations;
        this.cluster = cluster;
        this.copies = cluster.own();
    }

    byte[] carryOut(Order order) {
        return switch (order.kind()) {
            case DESCRIBE -> description.json();
            case HAVE -> have();
            case BACKUP -> backup(JsonReader.object(order.body(), JsonLimits.DEFAULT));
            case BACKUP_STATE -> state(taskId(order));
            case FORGET_SEED -> forgetSeed(JsonReader.object(order.body(), JsonLimits.DEFAULT));
            case TASKS -> tasks(JsonReader.object(order.body(), JsonLimits.DEFAULT));
            case NOTE_TASK -> note(TaskNote.read(order.body()));
            case ABORT_TASK -> TaskLines.of(List.of(operations.abort(taskId(order))));
        };
    }

    private byte[] tasks(JsonObject wish) {
        byte[] lines = TaskLines.of(operations.tasks());
        Optional<TaskNote> noted = Optional.ofNullable(wish.text("noted")).flatMap(notes::find);
        return noted.map(note -> note.behind(lines)).orElse(lines);
    }

    private byte[] note(TaskNote note) {
        notes.add(note);
        return new JsonWriter().beginObject().endObject().toByteArray();
    }

    private static String taskId(Order order) {
        return JsonReader.object(order.body(), JsonLimits.DEFAULT).text("task_id");
    }

    private byte[] backup(JsonObject wish) {
        JsonWriter out = new JsonWriter().beginObject();
        have(out.name("have")); // before it begins, so that all of it is in it
        boolean copy = Boolean.TRUE.equals(wish.bool("copy"));
        Task task = operations.backup(folder(wish.text("to")), copy, wish.text("reason"));
        return out.name("task_id").string(task.id()).endObject().toByteArray();
    }

    private static Path folder(String to) {
        try {
            return Path.of(to);
        } catch (InvalidPathException notAPath) {
            throw StemeException.malformed("/to", "this is no path");
        }
    }

    private byte[] have() {
        JsonWriter out = new JsonWriter().beginObject();
        have(out.name("have"));
        return out.endObject().toByteArray();
    }

    private void have(JsonWriter out) {
        out.beginObject();
        for (int shard = 0; shard < engine.shardCount(); shard++) {
            have(out, shard);
        }
        have(out, PathHash.SYSTEM_SHARD);
        out.endObject();
    }

    private void have(JsonWriter out, int shard) {
        if (!copies.have(shard).isEmpty()) {
            out.name(PathHash.shardName(shard)).hex(copies.have(shard).bytes());
        }
    }

    /** The last backup that counts is the one that has just ended: one at a time is under way. */
    private byte[] state(String id) {
        Task task = operations.task(id);
        JsonWriter out = new JsonWriter().beginObject();
        out.name("ended").bool(task.ended());
        out.name("error")
                .string(task.ended() && task.error() == null ? task.state().word() : task.error());
        if (task.state() == Task.State.SUCCEEDED) {
            LastBackup last = engine.status().backup();
            out.name("folder").string(last.folder());
            out.name("lsn").number(last.lsn());
            out.name("store").string(operations.store());
            have(out.name("have")); // what was dropped just before it began is not in it
        }
        return out.endObject().toByteArray();
    }

    /** Whether it counted here although nobody knows who is there. */
    private byte[] forgetSeed(JsonObject wish) {
        String seed = wish.text("seed");
        boolean counted = cluster.situations().unresolved().contains(seed);
        if (counted && Boolean.TRUE.equals(wish.bool("forget"))) {
            cluster.forgetSeed(seed);
        }
        JsonWriter out = new JsonWriter().beginObject();
        return out.name("counted").bool(counted).endObject().toByteArray();
    }
}
