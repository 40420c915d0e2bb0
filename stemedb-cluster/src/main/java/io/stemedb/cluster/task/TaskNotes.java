package io.stemedb.cluster.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node remembers of the tasks of others, the newest of them. May be called from any thread. */
public final class TaskNotes {
    /** More than anybody looks for. */
    static final int KEPT = 500;

    private final Map<String, TaskNote> byId = new LinkedHashMap<>();

    /** Takes one. What is known better is left as it is. */
    public synchronized void add(TaskNote note) {
        String id = note.task().id();
        TaskNote known = byId.remove(id); // so that the newest come last
        byId.put(id, known == null ? note : known.or(note));
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /** The one of a task. */
    public synchronized Optional<TaskNote> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them. */
    public synchronized List<TaskNote> all() {
        return List.copyOf(byId.values());
    }
}
