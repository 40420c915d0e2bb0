package io.stemedb.cluster.node;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.ChangeLock;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskLines;
import io.stemedb.cluster.task.TaskNote;
import io.stemedb.cluster.task.TaskNotes;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of all members, whichever node is asked for them. */
final class ClusterTasks {
    private static final Order LIST = new Order(Order.Kind.TASKS, "{}".getBytes(StandardCharsets.UTF_8));

    private final Operations operations;
    private final Colleagues colleagues;
    private final Supplier<Situation> situation;
    private final Changes changes;
    private final TaskNotes notes;

    /** @param notes what others have told this node of their tasks */
    ClusterTasks(
            Operations operations,
            Colleagues colleagues,
            Supplier<Situation> situation,
            Changes changes,
            TaskNotes notes) {
        this.operations = operations;
        this.colleagues = colleagues;
        this.situation = situation;
        this.changes = changes;
        this.notes = notes;
    }

    TasksView all() {
        return all(LIST);
    }

    private TasksView all(Order order) {
        List<Task> found = new ArrayList<>(operations.tasks());
        List<TaskNote> noted = new ArrayList<>(notes.all());
        SortedMap<String, String> silent = new TreeMap<>();
        SortedSet<String> others = new TreeSet<>(situation.get().members().members());
        others.remove(operations.nodeId());
        colleagues.ask(others, order).forEach((node, answer) -> {
            try {
                for (TaskNote line : TaskNote.readAll(answer.join())) {
                    if (line.task().owner().equals(node)) {
                        found.add(line.task());
                    } else {
                        noted.add(line);
                    }
                }
            } catch (CompletionException failure) {
                silent.put(node, Reason.of(failure.getCause()));
            } catch (StemeException unreadable) {
                silent.put(node, Reason.of(unreadable));
            }
        });
        found.addAll(missing(noted, found, silent.keySet()));
        return TasksView.of(found, silent);
    }

    /** Tasks, or ends of them, of which only others than their nodes know now. */
    private List<Task> missing(List<TaskNote> noted, List<Task> found, Set<String> silent) {
        Set<String> known = found.stream().map(Task::id).collect(Collectors.toSet());
        Map<String, TaskNote> byId = new LinkedHashMap<>();
        noted.stream()
                .filter(note ->
                        note.task().ended() || !known.contains(note.task().id())) // it may have ended elsewhere
                .forEach(note -> byId.merge(note.task().id(), note, TaskNote::or));
        Optional<UnderWay> change = changes.lock().underWay();
        change.map(UnderWay::task).ifPresent(byId::remove);
        List<Task> missing = new ArrayList<>();
        change.filter(some -> found.stream().noneMatch(task -> task.id().equals(some.task()) && !task.ended()))
                .map(some -> left(some, changes.inverse(some), reached(some.task(), found, noted)))
                .ifPresent(missing::add);
        byId.values().forEach(note -> missing.add(withoutOwner(note, silent)));
        return missing;
    }

    private Task withoutOwner(TaskNote note, Set<String> silent) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Optional<Changes.Orphan> orphan = note.task().ended() ? Optional.empty() : changes.orphan(note.wish());
        if (orphan.isEmpty()) {
            return note.without(ownerOf(note, silent), now);
        }
        String what = orphan.get().what();
        return switch (orphan.get().stage()) {
            case DONE -> {
                Task done = note.cameAbout(now);
                notes.add(new TaskNote(done, "")); // it stays so, whatever becomes of that shard
                yield done;
            }
            case GOES_ON -> note.goingOn(what);
            case VOID -> {
                TaskNote.Owner owner = ownerOf(note, silent); // one that is silent may state it yet
                yield owner == TaskNote.Owner.IS_SILENT ? note.without(owner, now) : note.isVoid(what, now);
            }
        };
    }

    private TaskNote.Owner ownerOf(TaskNote note, Set<String> silent) {
        String owner = note.task().owner();
        if (situation.get().members().isOut(owner)) {
            return TaskNote.Owner.IS_OUT;
        }
        return silent.contains(owner) ? TaskNote.Owner.IS_SILENT : TaskNote.Owner.HAS_FORGOTTEN;
    }

    Task find(String id) {
        return ownOrAll(id).find(id).orElseThrow();
    }

    Task abort(String id) {
        Task task = find(id);
        if (task.ended()) {
            return task;
        }
        if (operations.isUnderWay(id)) {
            return operations.abort(id);
        }
        JsonWriter body = new JsonWriter().beginObject().name("task_id").string(id);
        Order order = new Order(Order.Kind.ABORT_TASK, body.endObject().toByteArray());
        try {
            byte[] line = colleagues.ask(task.owner(), order).join();
            return TaskLines.read(line).get(0);
        } catch (CompletionException failed) {
            boolean isOut = situation.get().members().isOut(task.owner());
            throw notAborted(task, isOut, underWay(id).isPresent(), failed.getCause());
        }
    }

    /**
     * Somebody who has forgotten it, or is gone, will not abort it later either.
     *
     * @param goesOn whether a fact has nodes see to it: then one of them soon does
     */
    static StemeException notAborted(Task task, boolean ownerIsOut, boolean goesOn, Throwable why) {
        String inverse = task.inverse();
        boolean isForgotten = why instanceof StemeException refused && refused.refusal() == Refusal.UNKNOWN_TASK;
        if (isForgotten || ownerIsOut) {
            String owner = task.owner() + (ownerIsOut ? " has left the cluster" : " was started again since");
            if (goesOn) {
                return StemeException.of(Refusal.REPLICAS_UNREACHABLE, owner + ", so no node sees to this task now")
                        .hinting("ask again: a node goes on with it within a minute");
            }
            return StemeException.of(Refusal.UNSAFE, owner + ", so no node sees to this task that could abort it")
                    .at("/id")
                    .hinting(inverse == null ? "what it has begun stays" : "take what it has begun back: " + inverse);
        }
        String back = inverse == null ? "" : "; what it has begun is taken back with " + inverse;
        String again = goesOn // if its node has ended
                ? "ask again: another node goes on with it within a minute, if there is a majority"
                : "ask again, or ask " + task.owner() + " itself";
        return StemeException.of(Refusal.REPLICAS_UNREACHABLE, task.owner() + " does not tell of it")
                .hinting(again + back);
    }

    /** The big change that is under way, unless a task of this node sees to it. */
    Optional<UnderWay> elsewhere() {
        return changes.lock().underWay().filter(some -> !operations.isUnderWay(some.task()));
    }

    private Optional<UnderWay> underWay(String id) {
        return changes.lock().underWay().filter(some -> some.task().equals(id));
    }

    /** Others are asked unless this node can tell what came of it. */
    private TasksView ownOrAll(String id) {
        TasksView own = TasksView.of(operations.tasks(), new TreeMap<>());
        Optional<UnderWay> change = underWay(id);
        boolean elsewhere =
                change.filter(some -> !some.owner().equals(operations.nodeId())).isPresent();
        if (own.find(id).filter(task -> isEnough(task, elsewhere)).isPresent()) {
            return own;
        }
        JsonWriter body = new JsonWriter().beginObject().name("noted").string(id);
        TasksView all = all(new Order(Order.Kind.TASKS, body.endObject().toByteArray()));
        if (all.find(id).filter(task -> !task.ended() || change.isEmpty()).isPresent()) {
            return all;
        }
        UnderWay left = change.orElseThrow(() -> unknown(all));
        return TasksView.of(
                List.of(left(left, changes.inverse(left), reached(id, all.tasks(), notes.all()))), new TreeMap<>());
    }

    /** What failed or was aborted here may have been gone on with elsewhere, and have ended there since. */
    static boolean isEnough(Task own, boolean elsewhere) {
        return !elsewhere && (!own.ended() || own.state() == Task.State.SUCCEEDED);
    }

    /**
     * Nobody tells of it, and a fact says that it is under way.
     *
     * @param inverse the call that takes it back; null if there is none
     * @param reached how far it was when its node told of it last
     */
    static Task left(UnderWay change, String inverse, double reached) {
        String kind = ChangeLock.wish(change).map(Change::kind).orElse("change");
        return new Task(
                change.task(),
                kind,
                Task.State.RUNNING,
                reached,
                true,
                change.owner()
                        + " does not tell of it; another node goes on with it within a minute, if there is a majority",
                change.owner(),
                change.reason(),
                null,
                inverse,
                Instant.EPOCH.plus(change.begunMicros(), ChronoUnit.MICROS),
                null);
    }

    /** How far a task was, by those who know of it. */
    static double reached(String id, List<Task> found, List<TaskNote> noted) {
        return Stream.concat(found.stream(), noted.stream().map(TaskNote::task))
                .filter(task -> task.id().equals(id))
                .mapToDouble(Task::progress)
                .max()
                .orElse(0);
    }

    private static StemeException unknown(TasksView all) {
        String hint = all.unreachable().isEmpty()
                ? "GET /admin/tasks lists those that are remembered"
                : "the tasks of " + String.join(", ", all.unreachable()) + " are not known now";
        return StemeException.of(Refusal.UNKNOWN_TASK, "no task has this id")
                .at("/id")
                .hinting(hint);
    }
}
