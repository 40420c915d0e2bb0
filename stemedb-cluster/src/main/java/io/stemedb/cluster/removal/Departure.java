package io.stemedb.cluster.removal;

import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes members out, one step at a time. May be called from any thread; no call blocks. */
public final class Departure {
    private static final System.Logger LOGGER = System.getLogger(Departure.class.getName());

    private final FactBook book;
    private final Supplier<Situation> situation;
    private final Function<Situation, Collection<Peer>> others;
    private final int shardCount;

    /** @param others live nodes that are told of facts */
    public Departure(
            FactBook book,
            Supplier<Situation> situation,
            Function<Situation, Collection<Peer>> others,
            int shardCount) {
        this.book = book;
        this.situation = situation;
        this.others = others;
        this.shardCount = shardCount;
    }

    /**
     * What speaks against taking a node out now, which an operator may overrule.
     *
     * @throws StemeException unknown-path, if nothing is known of the node; unsafe, if it is out already or the last
     *     member; replicas-unreachable, if no majority is live
     */
    public List<String> refusals(String node) {
        Situation now = situation.get();
        if (now.members().isOut(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " was removed before")
                    .at("/node_id");
        }
        if (!now.members().isMember(node)) {
            throw StemeException.of(Refusal.UNKNOWN_PATH, "no member has this id")
                    .at("/node_id")
                    .hinting("GET /cluster/members lists them");
        }
        if (now.members().members().size() == 1) {
            throw StemeException.of(Refusal.UNSAFE, node + " is the only member")
                    .at("/node_id");
        }
        requireMajority(now);
        return Removal.refusals(now, node, shardCount);
    }

    private static void requireMajority(Situation now) {
        if (!now.isMember() || !now.hasMajority()) {
            throw StemeException.of(
                            Refusal.REPLICAS_UNREACHABLE,
                            "this takes more than half of the nodes, and this node reaches fewer")
                    .hinting("GET /cluster/members shows which; nothing was changed");
        }
    }

    /** How far a removal is. */
    public Removal.Next next(String node, boolean force) {
        return Removal.next(situation.get(), node, shardCount, force);
    }

    /**
     * Does the next step of a removal.
     *
     * @return what was to be done; fails with replicas-unreachable if too few nodes agreed to it
     */
    public CompletableFuture<Removal.Next> step(String node, boolean force) {
        Removal.Next next = next(node, force);
        return switch (next.step()) {
            case DRAIN -> state(Kind.DRAIN, node, Values.draining(true)).thenApply(done -> next);
            case OUT -> {
                LOGGER.log(System.Logger.Level.INFO, "{0} leaves the cluster", node);
                yield state(Kind.MEMBER, node, Values.standing(false)).thenApply(done -> next);
            }
            case WAIT, DONE -> CompletableFuture.completedFuture(next);
        };
    }

    /** Lets a node stay that was to leave. */
    public CompletableFuture<Void> stay(String node) {
        return situation.get().facts().draining().contains(node)
                ? state(Kind.DRAIN, node, Values.draining(false))
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> state(Kind kind, String node, CanonicalJson value) {
        Situation now = situation.get();
        try {
            requireMajority(now); // else it would be stored here, and win later
        } catch (StemeException tooFew) {
            return CompletableFuture.failedFuture(tooFew);
        }
        int majority = now.members().counted().size() / 2 + 1;
        return book.publish(FactKey.of(kind, node), value, others.apply(now), majority)
                .thenAccept(agreed -> {
                    if (!agreed) {
                        throw StemeException.of(
                                        Refusal.REPLICAS_UNREACHABLE,
                                        "no majority has agreed in time; it may count later all the same")
                                .hinting("look at GET /cluster/members, and repeat the call");
                    }
                });
    }
}
