package io.stemedb.feed;

import io.stemedb.assertion.PathHash;
import io.stemedb.progress.DotVector;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.Closeable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells what is recorded, as it is recorded or from any position on that is kept. Readers read the journal, so a slow
 * one costs no memory and holds nobody up; he is lost only when the journal goes on without him. Safe to call from any
 * thread.
 */
public final class Changes implements Closeable {
    /** Asks for everything since the first record. */
    public static final String START = "start";

    private final ChangeLog history;
    private final int shardCount;
    private volatile boolean closed;

    public Changes(ChangeLog history, int shardCount) {
        this.history = history;
        this.shardCount = shardCount;
    }

    /**
     * Begins to follow.
     *
     * @param field JSON pointer of where the position came from, for the refusal
     * @param after the position of the last change seen, {@link #START}, or null for what comes from now on
     * @throws StemeException position-gone if what follows is not kept
     */
    public Following follow(String field, String after, Wanted wanted) {
        Position from = after == null
                ? now()
                : after.equals(START) ? new Position(history.recorder(), 0, Map.of()) : Position.read(field, after);
        if (from.recorder() != history.recorder() || isAhead(from)) {
            throw gone("the position was given by another store, "
                            + "or by this one before it was put back to an older state")
                    .at(field);
        }
        Following following = new Following(this, history, from, wanted);
        try {
            following.checkStart();
        } catch (StemeException refused) {
            following.close();
            throw refused.at(field);
        }
        return following;
    }

    /**
     * What a reader was past who has a position of one node: for a node that has others beside it since.
     *
     * @param field JSON pointer of where the position came from, for the refusal
     */
    public static DotVector passed(String field, String position) {
        Position read = Position.read(field, position);
        return DotVector.upTo(Map.of(read.recorder(), read.numbers()));
    }

    /** What is no position that was handed out. */
    public static StemeException strange(String field) {
        return Position.strange(field);
    }

    /** Whether everybody who follows is told that the node ends. */
    public boolean closed() {
        return closed;
    }

    private Position now() {
        ChangeLog.Shown shown = history.shown();
        Map<Integer, Long> numbers = new TreeMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            add(numbers, shard, shown);
        }
        add(numbers, PathHash.SYSTEM_SHARD, shown);
        return new Position(history.recorder(), shown.lsn(), numbers);
    }

    private void add(Map<Integer, Long> numbers, int shard, ChangeLog.Shown shown) {
        long n = shown.dots().greatest(history.recorder(), shard);
        if (n > 0) {
            numbers.put(shard, n);
        }
    }

    private boolean isAhead(Position from) {
        ChangeLog.Shown shown = history.shown();
        return from.lsn() > shown.lsn()
                || from.numbers().entrySet().stream()
                        .anyMatch(entry -> entry.getValue() > shown.dots().greatest(from.recorder(), entry.getKey()));
    }

    static StemeException gone(String detail) {
        return StemeException.of(Refusal.POSITION_GONE, detail)
                .hinting("follow without a position, note the first id, export, then go on from that id");
    }

    /** Everybody who follows is told so at his next step. */
    @Override
    public void close() {
        closed = true;
    }
}
