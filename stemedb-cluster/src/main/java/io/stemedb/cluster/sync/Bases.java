package io.stemedb.cluster.sync;

import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.agreement.Basing;
import io.stemedb.cluster.agreement.Knowledge;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Beat.Resting;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.situation.Comparings.Compared;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Notes what this node's copies have had all of, so that an answer from them can be complete while a node is away. On
 * the loop.
 */
public final class Bases {
    private static final System.Logger LOGGER = System.getLogger(Bases.class.getName());

    private final Supplier<Situation> situation;
    private final Copies copies;
    private final Comparisons comparisons;
    private final long ownStore;
    private final int shardCount;
    private final LongSupplier nanos;
    private final Map<String, Seen> stores = new HashMap<>();
    private final Map<Integer, Base> better = new HashMap<>();
    private final Set<String> able = new HashSet<>();
    private final Set<String> untold = new HashSet<>();
    private final Map<String, Long> agreeing = new HashMap<>();
    private Terms terms;
    private Long termsSince;
    private Long memberSince;
    private int unfilled;
    private volatile int needingAll;

    /** What each node acknowledges by: who is in or out, and how many disks are enough. */
    private record Terms(Map<String, Boolean> standings, Optional<Fact> factor) {}

    /** Since when a node's store is the one that it has now. */
    private record Seen(long store, long since) {}

    /**
     * @param ownStore incarnation of this node's own store
     * @param nanos the monotonic clock
     */
    public Bases(
            Supplier<Situation> situation,
            Copies copies,
            Comparisons comparisons,
            long ownStore,
            int shardCount,
            LongSupplier nanos) {
        this.situation = situation;
        this.copies = copies;
        this.comparisons = comparisons;
        this.ownStore = ownStore;
        this.shardCount = shardCount;
        this.nanos = nanos;
    }

    /** A node has answered: whatever a copy rests on that is alike, this node's rests on, too. */
    public void heard(Neighbour neighbour) {
        NodeInfo node = neighbour.last().node();
        Seen seen = stores.get(node.id());
        if (seen == null || seen.store() != node.store()) {
            stores.put(node.id(), new Seen(node.store(), neighbour.heardAt()));
            agreeing.remove(node.id()); // it knows what it is told again
            comparisons.isAnotherStore(node.id());
        }
        able.remove(node.id());
        if (node.protocols().has(Protocols.BASES)) {
            able.add(node.id());
        }
        untold.remove(node.id());
        if (node.protocols().has(Protocols.UNTOLD)) {
            untold.add(node.id());
        }
        Situation now = situation.get();
        look(now.facts());
        Long alikeAt = comparisons.alikeFacts(node.id());
        boolean since = termsSince != null && neighbour.sentAt() - termsSince >= 0; // its digest may be of before
        boolean alike = alikeAt != null && alikeAt == neighbour.sentAt();
        if (alike && since) {
            agreeing.putIfAbsent(node.id(), neighbour.heardAt());
        }
        if (alike && now.isFounded()) {
            comparisons.joined(node.id(), neighbour.heardAt());
        }
        for (Resting resting : neighbour.last().resting()) {
            for (int shard : resting.shards()) {
                if (isAlike(now, neighbour, shard)) {
                    offered(now, shard, resting.base());
                }
            }
        }
    }

    private boolean isAlike(Situation now, Neighbour neighbour, int shard) {
        CopyState theirs = neighbour.last().copies().get(shard);
        return now.isHolder(shard)
                && copies.vouches(shard)
                && theirs != null
                && theirs.filled()
                && theirs.digest() == copies.have(shard).digest();
    }

    private void offered(Situation now, int shard, Base base) {
        Base own = better.getOrDefault(shard, copies.base(shard));
        if (!base.equals(own) && Basing.isBetter(knowledge(now, shard, own), base)) {
            better.put(shard, base);
        }
    }

    private Knowledge knowledge(Situation now, int shard, Base base) {
        return now.knowledge(shard, comparisons, ownStore, base);
    }

    private void look(Facts facts) {
        Terms now = new Terms(facts.standings(), facts.get(FactKey.of(Kind.FACTOR)));
        if (!now.equals(terms)) {
            terms = now;
            termsSince = nanos.getAsLong();
            agreeing.clear();
        }
    }

    /** Notes what has changed since the last look. */
    public void look() {
        Situation now = situation.get();
        look(now.facts());
        try {
            if (unfilled != copies.unfilled()) { // what was offered may have been for the copy before
                unfilled = copies.unfilled();
                better.clear();
            }
            Map<Integer, Base> next = new HashMap<>(better);
            better.clear();
            Basing.Everybody everybody = Basing.Everybody.of(now.members(), now.self());
            int needing = 0;
            for (int shard : now.shardsOf(now.self()).headSet(shardCount)) {
                boolean rests = restsOnAllThatIs(now, everybody, shard);
                boolean vouched = copies.vouches(shard);
                needing += vouched && !rests ? 1 : 0;
                if (vouched && (!rests || next.containsKey(shard))) {
                    Basing.now(knowledge(now, shard, null), this::since, this::agreeingSince)
                            .ifPresent(base -> next.put(shard, base));
                }
            }
            needingAll = needing;
            next.entrySet().removeIf(one -> one.getValue().equals(copies.base(one.getKey())));
            if (!next.isEmpty()) {
                copies.rest(next);
            }
            if (copies.agreedFactor() != now.factor() && isAgreedByMajority(now)) {
                copies.agree(now.factor());
            }
            // Behind what is agreed: else the first one that it acknowledges might be on too few disks.
            if (!copies.isTold() && copies.agreedFactor() > 0 && isToldByMajority(now)) {
                copies.tell();
            }
        } catch (IOException unwritten) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the node cannot note what its copies rest on: {0}",
                    Reason.of(unwritten));
        }
    }

    /**
     * How many copies of this node rest on something else than all that is, as of the last look: their answers may be
     * incomplete as long as another node is away. May be asked from any thread.
     */
    public int needingAll() {
        return needingAll;
    }

    /**
     * Whether the copy rests already on what it could rest on now, so that nothing is to be worked out. It is so in
     * nearly every look.
     */
    private boolean restsOnAllThatIs(Situation now, Basing.Everybody everybody, int shard) {
        Base base = copies.base(shard);
        return base != null
                && base.factorVersion() == now.facts().factorVersion()
                && everybody.isIn(base, ownStore, node -> {
                    Compared last = comparisons.lastOf(node, shard);
                    return last == null ? null : last.store();
                });
    }

    private boolean isAgreedByMajority(Situation now) {
        Set<String> nodes = new TreeSet<>(agreeing.keySet());
        nodes.add(now.self());
        return now.isFounded() && isMajority(now, nodes);
    }

    private Long agreeingSince(String node) {
        return able.contains(node) ? agreeing.get(node) : null;
    }

    private long since(String node) {
        Seen seen = stores.get(node);
        return seen == null ? nanos.getAsLong() : seen.since();
    }

    /**
     * Whether more than half of the counted nodes know that this one is a member, and more than half of the members
     * that were told so themselves. Nodes that joined on one side of a cut could else take a claim, and nobody on the
     * other side would know that there is somebody to ask.
     */
    private boolean isToldByMajority(Situation now) {
        if (!now.isMember()) {
            memberSince = null;
            return false;
        }
        if (memberSince == null) {
            memberSince = nanos.getAsLong();
        }
        long since = memberSince;
        Set<String> knowing = new TreeSet<>(Set.of(now.self()));
        now.members()
                .counted()
                .forEach(node -> Stream.ofNullable(comparisons.alikeFacts(node))
                        .filter(at -> at - since >= 0)
                        .forEach(at -> knowing.add(node)));
        return isMajority(now, knowing);
    }

    /** Whether nodes are more than half of those that count, and more than half of the members that were told so. */
    private boolean isMajority(Situation now, Set<String> nodes) {
        Set<String> knowing = new TreeSet<>(nodes);
        if (!now.members().isMajority(knowing)) {
            return false;
        }
        Set<String> told = now.members().members();
        told.removeIf(node -> !node.equals(now.self())
                && untold.contains(node)
                && now.liveNodes().contains(node));
        knowing.retainAll(told);
        return knowing.size() * 2 > told.size();
    }
}
