package io.stemedb.cluster.replication;

import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * One record on its way to other nodes. It goes to as many as are to keep it, and for each that fails or is slow to the
 * next in the order too.
 */
final class Spread {
    /** How it ended. */
    enum End {
        ENOUGH,
        UNKNOWN
    }

    private final StoredRecord record;
    private final int needed;
    private final BiFunction<String, StoredRecord, CompletableFuture<CopyResult>> send;
    private final Deque<String> left;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private int held = 1;
    private int underWay;
    private boolean hurried;

    /**
     * @param others nodes in the order in which they are asked, this one left out
     * @param needed disks that must have it, this node's among them, which has it
     */
    Spread(
            StoredRecord record,
            List<String> others,
            int needed,
            BiFunction<String, StoredRecord, CompletableFuture<CopyResult>> send) {
        this.record = record;
        this.needed = needed;
        this.send = send;
        this.left = new ArrayDeque<>(others);
    }

    /** Completes once enough nodes have it, or no more can be asked. */
    CompletableFuture<End> end() {
        return end;
    }

    /** Sends it to the first so many. */
    void start(int many) {
        for (int i = 0; i < many; i++) {
            next();
        }
        look();
    }

    /** An answer is late: one more node is asked, once. */
    void hurry() {
        boolean more;
        synchronized (this) {
            more = !hurried && !end.isDone();
            hurried = true;
        }
        if (more) {
            for (int lacking = lacking(); lacking > 0; lacking--) {
                next();
            }
        }
    }

    private synchronized int lacking() {
        return needed - held;
    }

    /** It has taken too long; whether the nodes that were asked have it nobody knows. */
    void giveUp() {
        end.complete(End.UNKNOWN);
    }

    private void next() {
        String node;
        synchronized (this) {
            node = left.poll();
            if (node == null) {
                return;
            }
            underWay++;
        }
        var unused = send.apply(node, record).whenComplete((result, failure) -> {
            boolean has = failure == null && result.held();
            boolean again;
            synchronized (this) {
                underWay--;
                held += has ? 1 : 0;
                again = !has && !end.isDone();
            }
            if (again) {
                next();
            }
            look();
        });
    }

    private void look() {
        End now = null;
        synchronized (this) {
            if (held >= needed) {
                now = End.ENOUGH;
            } else if (underWay == 0 && left.isEmpty()) {
                now = End.UNKNOWN;
            }
        }
        if (now != null) {
            end.complete(now);
        }
    }
}
