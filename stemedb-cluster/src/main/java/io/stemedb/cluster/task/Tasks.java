package io.stemedb.cluster.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks of a node: all that have not ended, and the newest of those that have. Never edited: each change is a new
 * value.
 *
 * @param byId in the order in which they were started
 */
record Tasks(Map<String, Task> byId) {
    /** More than anybody reads, and little memory. */
    static final int ENDED_KEPT = 200;

    static final Tasks NONE = new Tasks(Map.of());

    /** These with one added or replaced. */
    Tasks with(Task task) {
        Map<String, Task> next = new LinkedHashMap<>(byId);
        next.put(task.id(), task);
        List<Task> ended = next.values().stream().filter(Task::ended).toList();
        ended.stream().limit(Math.max(0, ended.size() - ENDED_KEPT)).forEach(oldest -> next.remove(oldest.id()));
        return new Tasks(next);
    }

    Optional<Task> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The one of a kind that has not ended. */
    Optional<Task> underWay(String kind) {
        return byId.values().stream()
                .filter(task -> task.kind().equals(kind) && !task.ended())
                .findFirst();
    }

    /** The last started first. */
    List<Task> newestFirst() {
        List<Task> all = new ArrayList<>(byId.values());
        Collections.reverse(all);
        return List.copyOf(all);
    }
}
