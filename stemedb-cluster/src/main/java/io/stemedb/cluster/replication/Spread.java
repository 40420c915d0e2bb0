package io.stemedb.cluster.replication;

import io.stemedb.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Records of one shard on their way to other nodes, together. They go to as many as are to keep them, and for each that
 * fails or is slow to the next in the order too. A node counts once it has all of them.
 */
final class Spread {
    /** How it ended. */
    enum End {
        ENOUGH,
        UNKNOWN
    }

    private final List<StoredRecord> records;
    private final int needed;
    private final BiFunction<String, List<StoredRecord>, CompletableFuture<Boolean>> send;
    private final Deque<String> left;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final Predicate<String> counts;
    private final Set<String> holding = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<String, String> failures = new TreeMap<>();
    private boolean hurried;

    /**
     * @param self this node, which has them
     * @param others nodes in the order in which they are asked, this one left out
     * @param needed disks that must have them, this node's among them, which has them
     * @param send sends them to a node; whether it has all of them
     * @param counts whether what a node has counts, as of now
     */
    Spread(
            List<StoredRecord> records,
            String self,
            List<String> others,
            int needed,
            BiFunction<String, List<StoredRecord>, CompletableFuture<Boolean>> send,
            Predicate<String> counts) {
        this.records = records;
        this.needed = needed;
        this.send = send;
        this.left = new ArrayDeque<>(others);
        this.counts = counts;
        this.holding.add(self);
    }

    /** Completes once enough nodes have them, or no more can be asked. */
    CompletableFuture<End> end() {
        return end;
    }

    /**
     * Sends them to the first so many. If too few of these answer soon, as many more are asked at once as are needed.
     *
     * @param slow whether a node is known to answer late
     */
    void start(int many, Predicate<String> slow) {
        int soon = 0;
        for (int i = 0; i < many; i++) {
            String node = next();
            soon += node == null || slow.test(node) ? 0 : 1;
        }
        for (int more = lacking() - soon; more > 0; more--) {
            next();
        }
        look();
    }

    /**
     * If a node that was asked answers late, one more is asked, once.
     *
     * @param late whether a node owes an answer for too long
     */
    void hurry(Predicate<String> late) {
        boolean more;
        synchronized (this) {
            more = !hurried && !end.isDone() && asked.stream().anyMatch(late);
            hurried |= more;
        }
        if (more) {
            for (int lacking = lacking(); lacking > 0; lacking--) {
                next();
            }
        }
    }

    private synchronized int lacking() {
        return needed - held();
    }

    private int held() {
        return (int) holding.stream().filter(counts).count();
    }

    /** What became of it so far, for people. */
    synchronized String story() {
        return "on the disks of " + new TreeSet<>(holding) + ", " + needed + " are needed; no answer of "
                + new TreeSet<>(asked) + "; failed: " + failures;
    }

    /** It has taken too long; whether the nodes that were asked have them nobody knows. */
    void giveUp() {
        end.complete(End.UNKNOWN);
    }

    /** Asks the next one, and says which that is; null if there is none. */
    private String next() {
        String node;
        synchronized (this) {
            node = left.poll();
            if (node == null) {
                return null;
            }
            asked.add(node);
        }
        var unused = send.apply(node, records).whenComplete((all, failure) -> {
            boolean has = failure == null && all;
            boolean again;
            synchronized (this) {
                asked.remove(node);
                if (has) {
                    holding.add(node);
                } else {
                    failures.put(node, failure == null ? "it refused some of them" : failure.toString());
                }
                again = !has && !end.isDone();
            }
            if (again) {
                next();
            }
            look();
        });
        return node;
    }

    private void look() {
        End now = null;
        synchronized (this) {
            if (held() >= needed) {
                now = End.ENOUGH;
            } else if (asked.isEmpty() && left.isEmpty()) {
                now = End.UNKNOWN;
            }
        }
        if (now != null) {
            end.complete(now);
        }
    }
}
