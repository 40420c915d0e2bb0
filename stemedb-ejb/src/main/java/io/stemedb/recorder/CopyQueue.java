package io.stemedb.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies that wait for the journal. They are bounded by themselves: neither clients nor other nodes can take all the
 * room. To be used under the recorder's lock.
 */
final class CopyQueue {
    private final Deque<CopySubmission> waiting = new ArrayDeque<>();
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    CopyQueue(long most) {
        this.most = most;
    }

    /** False, and nothing is taken, if too much is waiting already. What is alone is always taken. */
    boolean offer(List<CopySubmission> parts) {
        long weight = parts.stream().mapToLong(CopySubmission::weight).sum();
        if (bytes.get() > 0 && bytes.get() + weight > most) {
            return false;
        }
        waiting.addAll(parts);
        bytes.addAndGet(weight);
        return true;
    }

    /** What is waiting; may be asked without the lock. */
    long bytes() {
        return bytes.get();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The first of them, so many bytes at most; one of them however large it is. */
    List<CopySubmission> take(long atMost) {
        List<CopySubmission> taken = new ArrayList<>();
        long weight = 0;
        while (!waiting.isEmpty() && (taken.isEmpty() || weight + waiting.peek().weight() <= atMost)) {
            weight += waiting.peek().weight();
            taken.add(waiting.poll());
        }
        bytes.addAndGet(-weight);
        return taken;
    }
}
