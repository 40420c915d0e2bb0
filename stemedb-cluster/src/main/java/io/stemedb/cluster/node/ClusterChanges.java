package io.stemedb.cluster.node;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.ChangeLock;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.change.Succession.Duty;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.task.Assignment;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskNotes;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Begins changes of the cluster as tasks of this node, and goes on with those of a node that has ended. */
final class ClusterChanges {
    private static final System.Logger LOGGER = System.getLogger(ClusterChanges.class.getName());
    private static final long LOOK_NANOS = 500_000_000;

    private final Cluster cluster;
    private final Changes changes;
    private final Operations operations;
    private final TaskNotes notes;
    private final Set<String> beginning = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> refusedAt = new ConcurrentHashMap<>();
    private final Map<String, String> wishes = new ConcurrentHashMap<>();

    /** @param notes what others have told this node of their tasks */
    ClusterChanges(Cluster cluster, Operations operations, TaskNotes notes) {
        this.notes = notes;
        this.cluster = cluster;
        this.changes = cluster.changing();
        this.operations = operations;
    }

    Task begin(Outlook outlook, boolean force, String reason) {
        Change change = outlook.change();
        changes.lock().requireFree(change);
        if (!force && !outlook.refusals().isEmpty()) {
            throw StemeException.of(Refusal.UNSAFE, String.join("; ", outlook.refusals()))
                    .hinting(outlook.hint());
        }
        cluster.requireClock(); // others judge by its times how long this node may take
        String name = change.kind() + ' ' + change.subject();
        String why = reason == null ? name : name + ": " + reason;
        String id = operations.nextTaskId();
        beginning.add(id); // between the lock and the task nobody sees to it, and that is all right
        try {
            if (change.isBig()) {
                claim(id, change, why);
            }
            return startOrRelease(id, change, why);
        } finally {
            beginning.remove(id);
        }
    }

    private Task startOrRelease(String id, Change change, String why) {
        try {
            return start(id, change, false, why, null, 0);
        } catch (StemeException refused) {
            refused(id);
            letGo(id); // a majority has just agreed that it is the one
            throw refused;
        }
    }

    private void claim(String id, Change change, String why) {
        try {
            changes.lock().claim(id, change, why).join();
        } catch (CompletionException failed) {
            refused(id); // it may be stated here all the same, and is not to begin by itself
            throw failed.getCause() instanceof StemeException refused ? refused : failed;
        }
    }

    private Task start(String id, Change change, boolean back, String why, Instant begunAt, double reached) {
        if (change instanceof Change.Pin) { // of others a fact tells, or they are done at once
            wishes.put(id, Changes.text(change));
        }
        Assignment task =
                new Assignment(id, change.kind(), change.subject(), why, change.inverse(id), begunAt, reached);
        try {
            return operations.start(task, changes.work(id, change, back, () -> LockSupport.parkNanos(LOOK_NANOS)));
        } catch (StemeException refused) {
            wishes.remove(id);
            throw refused;
        }
    }

    /** What other nodes can tell by whether a task has come about; the empty string if they cannot. */
    String wish(Task task) {
        String wish = task.ended() ? wishes.remove(task.id()) : wishes.get(task.id());
        return wish == null ? "" : wish;
    }

    /** The task of this node, if there is one, that a change takes back of which no fact tells. */
    Optional<String> takenBackBy(Change change) {
        return wishes.entrySet().stream()
                .filter(wish -> Changes.takesBack(change, wish.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void refused(String task) {
        refusedAt.put(task, cluster.situation().liveness().now());
    }

    private void letGo(String task) {
        var unused = changes.lock().release(task).exceptionally(tooFew -> null); // the next look tries again
    }

    /** Goes on with what nobody sees to, and lets go of what was refused. On the loop. */
    void look() {
        changes.lock()
                .underWay()
                .filter(change -> !beginning.contains(change.task()) && !operations.isUnderWay(change.task()))
                .ifPresent(this::see);
    }

    private OptionalLong refusedAt(String task) {
        Long at = refusedAt.get(task);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    private void see(UnderWay change) {
        Duty duty = cluster.succession().duty(change, refusedAt(change.task()));
        if (duty == Duty.LET_GO) {
            letGo(change.task());
        } else if (duty == Duty.TAKE_OVER && operations.takesTasks()) {
            takeOver(change);
        }
    }

    private void takeOver(UnderWay change) {
        Optional<Change> wish = ChangeLock.wish(change);
        if (wish.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.DEBUG, "task {0} is of a kind that this release does not know", change.task());
            return;
        }
        beginning.add(change.task());
        var unused = changes.lock().takeOver(change).whenComplete((done, failure) -> {
            try {
                if (failure == null) {
                    LOGGER.log(System.Logger.Level.INFO, "task {0} of {1} goes on here", change.task(), change.owner());
                    Instant begunAt = Instant.EPOCH.plus(change.begunMicros(), ChronoUnit.MICROS);
                    double reached = notes.find(change.task())
                            .map(note -> note.task().progress())
                            .orElse(0.0);
                    start(change.task(), wish.get(), change.back(), change.reason(), begunAt, reached);
                }
            } finally {
                beginning.remove(change.task());
            }
        });
    }
}
