package io.stemedb.cluster.task;

import io.stemedb.task.Progress;

/** What work under way tells and is told. */
final class TaskRun implements Progress {
    private final TaskRegistry registry;
    private final String id;
    private final String subject;
    private volatile boolean wanted = true;
    private volatile boolean noticed;
    private volatile boolean takenBack;
    private volatile boolean stopping;

    /** @param subject what it is about, if its kind can be done to several things at once; else the empty string */
    TaskRun(TaskRegistry registry, String id, String subject) {
        this.registry = registry;
        this.id = id;
        this.subject = subject;
    }

    String subject() {
        return subject;
    }

    String id() {
        return id;
    }

    void abort() {
        wanted = false;
    }

    /** The node stops. */
    void stop() {
        stopping = true;
        wanted = false;
    }

    /** Whether it ends because its node does. */
    boolean isStopped() {
        return stopping;
    }

    /** Whether the work has been told that it is not wanted, here or before. */
    boolean noticed() {
        return noticed || takenBack;
    }

    @Override
    public void at(double fraction, String what) {
        registry.change(id, task -> task.at(fraction, what));
    }

    @Override
    public void left(long shards, long bytes) {
        registry.left(id, shards, bytes);
    }

    @Override
    public void paused(boolean now) {
        registry.change(id, task -> task.waiting(now));
    }

    @Override
    public void cannotBeTakenBack() {
        registry.change(id, Task::forGood);
    }

    @Override
    public void takenBack() {
        takenBack = true;
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public boolean aborted() {
        noticed = !wanted;
        return noticed;
    }
}
