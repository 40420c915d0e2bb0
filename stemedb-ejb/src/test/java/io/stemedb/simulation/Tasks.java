package io.stemedb.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** A thread that does its next task when it is told to. */
public final class Tasks implements Executor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public void runOne() {
        Runnable task = waiting.poll();
        if (task != null) {
            task.run();
        }
    }

    public void forget() {
        waiting.clear();
    }
}
