package io.stemedb.cluster.scatter;

import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.progress.ShardVector;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one answer rests on: how far the copies went that it was read from, and which nodes they had not been compared
 * with. A call opens a scope, reads on the same thread, and asks the scope at the end.
 */
public final class ReadScope implements AutoCloseable {
    private static final ThreadLocal<ReadScope> CURRENT = new ThreadLocal<>();

    private final String token;
    private boolean complete = true;
    private final Set<String> unreachable = new TreeSet<>();
    private final Set<Integer> own = new TreeSet<>();
    private final Map<Integer, ShardVector> seen = new TreeMap<>();

    private ReadScope(String token) {
        this.token = token;
    }

    /**
     * Opens a scope for this thread.
     *
     * @param token what the answer must have seen; null for nothing
     */
    public static ReadScope open(String token) {
        ReadScope scope = new ReadScope(token);
        CURRENT.set(scope);
        return scope;
    }

    /** The scope of this thread; one that nobody asks, if none is open. */
    static ReadScope current() {
        ReadScope scope = CURRENT.get();
        return scope == null ? new ReadScope(null) : scope;
    }

    String token() {
        return token;
    }

    void rests(Completeness copy) {
        rests(copy.complete(), copy.unreachable());
    }

    void rests(boolean onAll, Set<String> lacking) {
        complete &= onAll;
        unreachable.addAll(lacking);
    }

    /** This node's own copies of some shards are read. */
    void readsOwn(Set<Integer> shards) {
        own.addAll(shards);
    }

    /** The shards that were read from this node's own copies. */
    public Set<Integer> own() {
        return own;
    }

    void saw(Map<Integer, ShardVector> vectors) {
        vectors.forEach((shard, vector) -> seen.merge(shard, vector, ShardVector::union));
    }

    /** Whether nothing that was acknowledged a while ago is missing. */
    public boolean complete() {
        return complete;
    }

    /** Counted nodes that some copy had not been compared with lately. */
    public Set<String> unreachable() {
        return unreachable;
    }

    /** How far the copies of other nodes went, by shard. */
    public Map<Integer, ShardVector> seen() {
        return seen;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
