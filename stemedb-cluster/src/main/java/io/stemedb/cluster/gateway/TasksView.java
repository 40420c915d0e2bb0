package io.stemedb.cluster.gateway;

import io.stemedb.cluster.task.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The tasks of all nodes.
 *
 * @param tasks the last started first
 * @param unreachable members whose tasks are not known
 */
public record TasksView(List<Task> tasks, SortedSet<String> unreachable) {
    /** Sorts them. */
    public TasksView {
        tasks = tasks.stream()
                .sorted(Comparator.comparing(Task::startedAt).reversed())
                .toList();
    }

    /** The one with this id. */
    public Optional<Task> find(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
    }
}
