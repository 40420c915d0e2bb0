package io.stemedb.cluster.gateway;

import io.stemedb.cluster.task.Task;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tasks of all nodes.
 *
 * @param tasks the last started first
 * @param unreachable members whose tasks are not known
 * @param errors why, one for each of them
 */
public record TasksView(List<Task> tasks, SortedSet<String> unreachable, List<Silent> errors) {
    private static final Comparator<Task> BY_START = Comparator.comparing(Task::askedAt);

    /** A member whose tasks are not known. */
    public record Silent(String nodeId, String error) {}

    /** All of them, those of some members being unknown. */
    public static TasksView of(List<Task> tasks, SortedMap<String, String> silent) {
        List<Silent> errors = silent.entrySet().stream()
                .map(one -> new Silent(one.getKey(), one.getValue()))
                .toList();
        return new TasksView(tasks, new TreeSet<>(silent.keySet()), errors);
    }

    /** Sorts them. Of a task that another node went on with the one that goes on is shown. */
    public TasksView {
        Map<String, Task> byId = new LinkedHashMap<>();
        tasks.forEach(task -> byId.merge(task.id(), task, Task::later));
        tasks = byId.values().stream().sorted(BY_START.reversed()).toList();
    }

    /** The one with this id. */
    public Optional<Task> find(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
    }
}
