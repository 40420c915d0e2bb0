package io.stemedb.cluster.view;

import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A task as it is shown; the names are wire contract, in snake case. */
public record TaskView(
        String taskId,
        String kind,
        String state,
        double progress,
        boolean paused,
        String what,
        String owner,
        String reason,
        String error,
        String inverse,
        Instant startedAt,
        Instant endedAt,
        Long shardsLeft,
        Long bytesLeft,
        Instant unchangedSince) {

    /**
     * Those of all nodes.
     *
     * @param tasks the last started first
     * @param unreachable nodes whose tasks are not known
     * @param errors why, one for each of them
     */
    public record Page(List<TaskView> tasks, SortedSet<String> unreachable, List<TasksView.Silent> errors) {}

    /** The tasks of all nodes. */
    public static Page page(TasksView found) {
        return new Page(found.tasks().stream().map(TaskView::of).toList(), found.unreachable(), found.errors());
    }

    /** One task. */
    public static TaskView of(Task task) {
        Optional<Task.Left> left = Optional.ofNullable(task.left()).filter(some -> !task.ended());
        return new TaskView(
                task.id(),
                task.kind(),
                task.state().word(),
                Math.rint(task.progress() * 1e6) / 1e6, // as nodes tell each other
                task.paused(),
                task.what(),
                task.owner(),
                task.reason(),
                task.error(),
                task.inverse(),
                task.askedAt(),
                task.endedAt(),
                left.map(Task.Left::shards).orElse(null),
                left.map(Task.Left::bytes).orElse(null),
                left.map(Task.Left::since).orElse(null));
    }
}
