package io.stemedb.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** A thread that does its next task when it is told to. */
final class Tasks implements Executor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void runOne() {
        Runnable task = waiting.poll();
        if (task != null) {
            task.run();
        }
    }

    void forget() {
        waiting.clear();
    }
}
