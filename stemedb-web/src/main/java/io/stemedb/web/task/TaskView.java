package io.stemedb.web.task;

import io.stemedb.cluster.task.Task;
import java.time.Instant;
import java.util.List;

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
        Instant endedAt) {

    /** Several, the last started first. */
    public record Page(List<TaskView> tasks) {}

    static TaskView of(Task task) {
        return new TaskView(
                task.id(),
                task.kind(),
                task.state().word(),
                task.progress(),
                task.paused(),
                task.what(),
                task.owner(),
                task.reason(),
                task.error(),
                task.inverse(),
                task.startedAt(),
                task.endedAt());
    }
}
