package io.stemedb.cluster.task;

import io.stemedb.task.Progress;

/** What work under way tells and is told. */
final class TaskRun implements Progress {
    private final TaskRegistry registry;
    private final String id;
    private volatile boolean wanted = true;
    private volatile boolean noticed;

    TaskRun(TaskRegistry registry, String id) {
        this.registry = registry;
        this.id = id;
    }

    String id() {
        return id;
    }

    void abort() {
        wanted = false;
    }

    /** Whether the work has been told that it is not wanted. */
    boolean noticed() {
        return noticed;
    }

    @Override
    public void at(double fraction, String what) {
        registry.change(id, task -> task.at(fraction, what));
    }

    @Override
    public void paused(boolean now) {
        registry.change(id, task -> task.waiting(now));
    }

    @Override
    public boolean aborted() {
        noticed = !wanted;
        return noticed;
    }
}
