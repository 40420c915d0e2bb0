package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Utf8Order;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Several walks as one, in the order of slots. If a node fails on the way, others go on behind the last slot that was
 * shown. Not thread-safe.
 */
final class MergedCursor implements SlotCursor {
    private final Heads heads;
    private final PriorityQueue<Head> waiting = new PriorityQueue<>(Comparator.comparing(Head::slot));
    private final SlotRange range;
    private Head current;
    private long newest = Long.MIN_VALUE;
    private Slot last;
    private String skippedTo;

    /** Opens walks over shards. */
    interface Heads {
        /** Walks of which each covers some of the shards. */
        List<Head> open(SlotRange range, Set<Integer> shards);

        /** The same once the node that answered for them has failed. */
        List<Head> instead(SlotRange range, Head failed, RuntimeException why);
    }

    MergedCursor(Heads heads, SlotRange range, Set<Integer> shards) {
        this.heads = heads;
        this.range = range;
        List<Head> opened = heads.open(range, shards);
        try {
            opened.forEach(this::advance);
        } catch (RuntimeException refused) { // what is open pins files
            opened.forEach(Head::close);
            close();
            throw refused;
        }
    }

    /** Moves one walk on, or those that take its place; what has come to its end is closed. */
    private void advance(Head head) {
        List<Head> moving = new ArrayList<>(List.of(head));
        while (!moving.isEmpty()) {
            Head next = moving.remove(moving.size() - 1);
            try {
                boolean more = next.next();
                newest = Math.max(newest, next.newest());
                if (more) {
                    waiting.add(next);
                } else {
                    next.close();
                }
            } catch (UnreachableException | StemeException failed) {
                next.close();
                moving.addAll(instead(next, failed, moving));
            } catch (RuntimeException notGoingOn) { // what is open pins files
                next.close();
                moving.forEach(Head::close);
                throw notGoingOn;
            }
        }
    }

    /** What takes the place of a walk; if nothing does, those that were to be moved are let go. */
    private List<Head> instead(Head head, RuntimeException why, List<Head> moving) {
        try {
            return heads.instead(rest(), head, why);
        } catch (RuntimeException refused) {
            moving.forEach(Head::close);
            throw refused;
        }
    }

    private SlotRange rest() {
        if (skippedTo != null && (last == null || last.conceptPath().compareTo(skippedTo) < 0)) {
            return from(skippedTo, "", true);
        }
        return last == null ? range : from(last.conceptPath(), last.predicate(), false);
    }

    private SlotRange from(String path, String predicate, boolean included) {
        return new SlotRange(range.scope(), range.path(), path, predicate, included, range.system(), range.until());
    }

    @Override
    public boolean next() {
        Waiting.require();
        if (current != null) {
            Head moving = current;
            current = null;
            advance(moving);
        }
        current = waiting.poll();
        if (current == null) {
            return false;
        }
        last = current.slot();
        return true;
    }

    @Override
    public void skipTo(String path) {
        skippedTo = path;
        List<Head> behind = new ArrayList<>();
        for (Head head : waiting) {
            if (Utf8Order.compare(head.slot().conceptPath(), path) < 0) {
                behind.add(head);
            }
        }
        waiting.removeAll(behind);
        int moved = 0;
        try {
            if (current != null) {
                current.skipTo(path);
            }
            for (Head head : behind) {
                head.skipTo(path);
                moved++; // from here on it is closed by whoever moves it
                advance(head);
            }
        } catch (RuntimeException ended) {
            behind.subList(moved, behind.size()).forEach(Head::close);
            throw ended;
        }
    }

    @Override
    public String conceptPath() {
        return current.slot().conceptPath();
    }

    @Override
    public String predicate() {
        return current.slot().predicate();
    }

    @Override
    public int size() {
        return current.size();
    }

    @Override
    public List<Recorded> claims() {
        return current.claims();
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
        waiting.forEach(Head::close);
        waiting.clear();
    }
}
