package io.stemedb.cluster.scatter;

import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.query.Coverage;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What one answer rests on: how far the copies went that it was read from, and which nodes they had not been compared
 * with. A call reads {@link #during} its scope, and asks the scope at the end. Of one thread at a time.
 *
 * <p>A copy only grows, so it counts as it was when the call first read from it: what had been acknowledged before that
 * stays in it, whatever becomes of other nodes meanwhile.
 */
public final class ReadScope {
    private static final ThreadLocal<ReadScope> CURRENT = new ThreadLocal<>();

    private final String token;
    private final Requirement requirement;
    private final boolean ownCopies;
    private boolean complete = true;
    private boolean promised;
    private final Set<String> unreachable = new TreeSet<>();
    private final Set<Integer> own = new TreeSet<>();
    private final Map<Integer, ShardVector> seen = new TreeMap<>();
    private final Set<Read> judged = new HashSet<>();

    private record Read(String node, int shard) {}

    /**
     * The scope of one answer.
     *
     * @param token what the answer must have seen; null for nothing
     * @param requirement whether copies are to be compared with all others before they are read
     */
    public ReadScope(String token, Requirement requirement) {
        this(token, requirement, false);
    }

    private ReadScope(String token, Requirement requirement, boolean ownCopies) {
        this.token = token;
        this.requirement = requirement;
        this.ownCopies = ownCopies;
    }

    /**
     * The scope of an answer that is made where the data is: nothing is read from other nodes, whose copies were
     * neither judged nor awaited.
     */
    public static ReadScope ofOwnCopies() {
        return new ReadScope(null, Requirement.NONE, true);
    }

    /** Whether only this node's own copies are read. */
    boolean isOfOwnCopies() {
        return ownCopies;
    }

    /** Reads in this scope, on this thread. */
    public <T> T during(Supplier<T> reading) {
        ReadScope before = CURRENT.get();
        CURRENT.set(this);
        try {
            return reading.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** The scope of this thread; one that nobody asks, if none is open. */
    static ReadScope current() {
        ReadScope scope = CURRENT.get();
        return scope == null ? new ReadScope(null, Requirement.NONE) : scope;
    }

    String token() {
        return token;
    }

    /** Whether the copies of a node are to be compared first: once is enough. */
    Requirement requirement(String node, Set<Integer> shards) {
        return isJudged(node, shards) ? Requirement.NONE : requirement;
    }

    /** Whether copies are to be compared with all others before they are read. */
    boolean compares() {
        return requirement.compares();
    }

    private boolean isJudged(String node, Set<Integer> shards) {
        return shards.stream().allMatch(shard -> judged.contains(new Read(node, shard)));
    }

    void rests(String node, int shard, Completeness copy) {
        rests(node, Set.of(shard), Judged.suffices(copy, requirement), copy.unreachable());
    }

    /** The answer rests on the copies that a node has of some shards. */
    void rests(String node, Set<Integer> shards, boolean onAll, Set<String> lacking) {
        if (isJudged(node, shards)) {
            return;
        }
        if (promised && complete && !onAll) {
            throw StemeException.of(
                            Refusal.REPLICAS_UNREACHABLE,
                            "a node has failed on the way, and " + node + ", which goes on, may lack something")
                    .hinting("ask again; what came so far is right");
        }
        shards.forEach(shard -> judged.add(new Read(node, shard)));
        complete &= onAll;
        unreachable.addAll(lacking);
    }

    /** This node's own copies of some shards are read. */
    void readsOwn(Set<Integer> shards) {
        own.addAll(shards);
    }

    void saw(Map<Integer, ShardVector> vectors) {
        vectors.forEach((shard, vector) -> seen.merge(shard, vector, ShardVector::union));
    }

    /** What the answer rests on by now. */
    public Coverage coverage() {
        return new Coverage(complete, complete ? Set.of() : new TreeSet<>(unreachable));
    }

    /** The client was told what the answer rests on: it is refused to get worse. */
    public void promise() {
        promised = true;
    }

    /**
     * The token of the answer, to be asked behind the reading: it may stand for a little more than was seen, never for
     * less.
     */
    public Token token(OwnCopies copies) {
        Map<Integer, ShardVector> all = new TreeMap<>(seen);
        own.forEach(shard -> all.merge(shard, copies.have(shard), ShardVector::union));
        return new Token(DotVector.of(all));
    }
}
