package io.stemedb.cluster.join;

import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Founds a cluster, lets other nodes in, and keeps this node's addresses known. On the loop. */
public final class Entry {
    private static final System.Logger LOGGER = System.getLogger(Entry.class.getName());

    private final FactBook book;
    private final Supplier<Situation> situation;
    private final Supplier<NodeInfo> own;
    private final Genesis genesis;
    private final int factor;
    private int toldFactor;
    private final MembershipService membership;
    private final Function<Situation, Map<String, Peer>> others;
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> entering = ConcurrentHashMap.newKeySet();
    private volatile boolean stating;
    private Founding last;

    /**
     * @param own what this node says of itself
     * @param genesis what it would write
     * @param factor of a cluster that it founds
     * @param membership has to have a node before it is let in
     * @param others live nodes that are told of facts, by id
     */
    public Entry(
            FactBook book,
            Supplier<Situation> situation,
            Supplier<NodeInfo> own,
            Genesis genesis,
            int factor,
            MembershipService membership,
            Function<Situation, Map<String, Peer>> others) {
        this.book = book;
        this.situation = situation;
        this.own = own;
        this.genesis = genesis;
        this.factor = factor;
        this.membership = membership;
        this.others = others;
    }

    /** Does what is to be done now. */
    public void look(Map<String, NodeInfo> heard) {
        Situation now = situation.get();
        if (now.facts().genesis().isEmpty()) {
            found(now, heard);
            return;
        }
        stateAddresses(now);
        compareFactor(now);
        if (now.isMember() && now.hasMajority()) {
            heard.values().stream()
                    .filter(node -> now.liveness().isLive(node.id()))
                    .filter(node -> !now.facts().standings().containsKey(node.id()))
                    .filter(node -> node.clusterId().equals(own.get().clusterId())
                            || node.clusterId().isEmpty())
                    .filter(node -> isSeen(node.id()))
                    .forEach(node -> letIn(now, node.id()));
        }
    }

    /** An operator who changes a file of settings expects something of it. */
    private void compareFactor(Situation now) {
        if (now.facts().get(FactKey.of(Kind.FACTOR)).isEmpty()) {
            return; // it comes a moment behind the cluster's own fact
        }
        int known = now.factor();
        if (known != factor && known != toldFactor) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "copies of each claim in this cluster: {0}; replication.factor of this node says {1}, which counts "
                            + "only for a cluster that it founds",
                    known,
                    factor);
        }
        toldFactor = known;
    }

    /** A node that only some ports lead to would else get shards first and show its trouble later. */
    private boolean isSeen(String node) {
        boolean seen = membership.has(node);
        if (!seen && waiting.add(node)) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} answers, and is let in once the membership has it, too; if that does not come about, look "
                            + "whether the ports of membership (swim_port, 18183) can be reached",
                    node);
        }
        if (seen) {
            waiting.remove(node);
        }
        return seen;
    }

    private void found(Situation now, Map<String, NodeInfo> heard) {
        SortedSet<String> candidates = new TreeSet<>(now.members().counted());
        candidates.add(now.self());
        SortedSet<String> live = now.liveness().live(candidates);
        boolean seen =
                heard.values().stream().anyMatch(node -> !node.clusterId().isEmpty());
        Founding next = Founding.next(now.self(), candidates, live, seen);
        if (next != last) {
            LOGGER.log(System.Logger.Level.INFO, "no cluster yet: {0}; live are {1} of {2}", next, live, candidates);
            last = next;
        }
        if (next == Founding.FOUND && !stating) {
            stating = true;
            LOGGER.log(System.Logger.Level.INFO, "founding cluster {0} ({1})", genesis.name(), genesis.id());
            // The cluster's own fact comes last: whoever has it has the others.
            var unused = put(FactKey.of(Kind.MEMBER, now.self()), Values.standing(true))
                    .thenCompose(member -> put(FactKey.of(Kind.FACTOR), Values.factor(factor)))
                    .thenCompose(member -> put(FactKey.of(Kind.GENESIS), Values.of(genesis)))
                    .whenComplete((done, failure) -> stated("the cluster could not be founded", failure));
        }
    }

    private CompletableFuture<?> put(FactKey key, CanonicalJson value) {
        return book.put(key, value, others.apply(situation.get()).values());
    }

    private void stated(String what, Throwable failure) {
        stating = false;
        if (failure != null) {
            LOGGER.log(System.Logger.Level.WARNING, what + ": {0}", failure.getMessage());
        }
    }

    private void stateAddresses(Situation now) {
        NodeInfo self = own.get();
        Addresses addresses = new Addresses(self.rpc(), self.membership(), self.gateway(), self.api());
        boolean known =
                now.facts().addresses(self.id()).filter(addresses::equals).isPresent();
        if (!known && !stating) {
            stating = true;
            var unused = put(FactKey.of(Kind.ADDRESS, self.id()), Values.of(addresses))
                    .whenComplete((done, failure) -> stated("this node's addresses could not be stated", failure));
        }
    }

    private void letIn(Situation now, String node) {
        if (!entering.add(node)) {
            return;
        }
        SortedSet<String> counted = new TreeSet<>(now.members().counted());
        counted.add(node); // it may be a seed, and stand there already
        LOGGER.log(System.Logger.Level.INFO, "{0} joins the cluster", node);
        var unused = book.publish(FactKey.of(Kind.MEMBER, node), Values.standing(true), others.apply(now), counted)
                .whenComplete((agreed, failure) -> {
                    entering.remove(node);
                    if (failure != null || !agreed) {
                        LOGGER.log(
                                System.Logger.Level.WARNING,
                                "{0} could not be let in for now: no majority has agreed",
                                node);
                    }
                });
    }
}
