package io.stemedb.cluster.situation;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.AppendOrder;
import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.agreement.Ground;
import io.stemedb.cluster.agreement.Knowledge;
import io.stemedb.cluster.agreement.Leader;
import io.stemedb.cluster.agreement.ShardSeen;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.intake.Ack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The view of one node at one moment. Immutable; what every write asks for is worked out once. */
public final class Situation {
    private final String self;
    private final Facts facts;
    private final Members members;
    private final Liveness liveness;
    private final Map<String, Map<Integer, CopyState>> copies;
    private final Map<String, String> addresses;
    private final int configuredFactor;
    private final SortedSet<String> earlierNodes;
    private final SortedSet<String> liveMembers;
    private final Set<String> slow;

    /** By shard. Lists never change, and one that another thread has not seen yet is only worked out again. */
    private volatile Orders orders = Orders.none(0);

    private volatile List<String> systemOrder;

    private static final class Orders {
        private final List<String>[] lists;

        private Orders(List<String>[] lists) {
            this.lists = lists;
        }

        @SuppressWarnings("unchecked")
        static Orders none(int shards) {
            return new Orders((List<String>[]) new List<?>[shards]);
        }

        List<String> of(int shard) {
            return shard < lists.length ? lists[shard] : null;
        }

        Orders with(int shard, List<String> order) {
            Orders next = shard < lists.length ? this : new Orders(Arrays.copyOf(lists, 2 * shard + 1));
            next.lists[shard] = order; // with a map that is copied, a thousand shards would be a million entries
            return next;
        }
    }

    /**
     * Puts a view together.
     *
     * @param self the node's own name
     * @param facts what it knows of the cluster
     * @param members who belongs to it
     * @param liveness who has answered lately
     * @param copies what each node says that it has, this one among them: by node, then by shard
     * @param addresses where each node is asked, by node
     * @param configuredFactor how many nodes are to keep each shard if no fact says so yet
     * @param earlier nodes that were last heard as ones of an earlier release
     */
    public Situation(
            String self,
            Facts facts,
            Members members,
            Liveness liveness,
            Map<String, Map<Integer, CopyState>> copies,
            Map<String, String> addresses,
            int configuredFactor,
            Collection<String> earlier) {
        this(self, facts, members, liveness, copies, addresses, configuredFactor, earlier, Set.of());
    }

    private Situation(
            String self,
            Facts facts,
            Members members,
            Liveness liveness,
            Map<String, Map<Integer, CopyState>> copies,
            Map<String, String> addresses,
            int configuredFactor,
            Collection<String> earlier,
            Set<String> slow) {
        this.slow = slow;
        this.self = self;
        this.facts = facts;
        this.members = members;
        this.liveness = liveness;
        this.copies = copies;
        this.addresses = addresses;
        this.configuredFactor = configuredFactor;
        SortedSet<String> earlierNodes = members.counted();
        earlierNodes.retainAll(earlier);
        this.earlierNodes = Collections.unmodifiableSortedSet(earlierNodes);
        this.liveMembers = Collections.unmodifiableSortedSet(liveness.live(members.members()));
    }

    /** The same if some facts were other ones, to plan by. */
    public Situation supposing(Facts others) {
        return new Situation(self, others, members, liveness, copies, addresses, configuredFactor, earlierNodes, slow);
    }

    /** The same if some nodes answer late: they are asked last. */
    public Situation withSlow(Set<String> nodes) {
        return new Situation(
                self, facts, members, liveness, copies, addresses, configuredFactor, earlierNodes, Set.copyOf(nodes));
    }

    /** Whether a node is known to answer late. */
    public boolean isSlow(String node) {
        return slow.contains(node);
    }

    /** The node's own name. */
    public String self() {
        return self;
    }

    /** What it knows of the cluster. */
    public Facts facts() {
        return facts;
    }

    /** Who belongs to it. */
    public Members members() {
        return members;
    }

    /** Who has answered lately. */
    public Liveness liveness() {
        return liveness;
    }

    /** What each node says that it has, this one among them: by node, then by shard. */
    public Map<String, Map<Integer, CopyState>> copies() {
        return copies;
    }

    /** Where each node is asked, by node. */
    public Map<String, String> addresses() {
        return addresses;
    }

    /** How many nodes are to keep each shard if no fact says so yet. */
    public int configuredFactor() {
        return configuredFactor;
    }

    /**
     * Counted nodes that go by fewer rules than this one: what rests on all of them going by the same waits for these.
     * A node that was never heard is none of them.
     */
    public SortedSet<String> earlierNodes() {
        return earlierNodes;
    }

    /** The same at another moment. */
    public Situation at(long nanos) {
        Liveness then = new Liveness(liveness.lastRoundTrip(), nanos, liveness.liveAfterNanos());
        return new Situation(self, facts, members, then, copies, addresses, configuredFactor, earlierNodes);
    }

    /** Which node is to lead a shard by an operator's wish, by shard: none as long as some would not go by it. */
    public SortedMap<Integer, String> pins() {
        return earlierNodes.isEmpty() ? facts.pins() : Collections.emptySortedMap();
    }

    /** Whether the cluster was founded, as far as this node knows. */
    public boolean isFounded() {
        return facts.genesis().isPresent();
    }

    /** Whether this node belongs to the cluster. */
    public boolean isMember() {
        return members.isMember(self);
    }

    /** Members that are live, this node among them if it is one. */
    public SortedSet<String> liveMembers() {
        return liveMembers;
    }

    /** Nodes that have answered lately, members or not, this one among them. */
    public SortedSet<String> liveNodes() {
        return liveness.live(liveness.lastRoundTrip().keySet());
    }

    /** Whether more than half of the counted nodes are live. */
    public boolean hasMajority() {
        return members.isMajority(liveness.live(members.counted()));
    }

    /** Who is to keep a shard, the one that should lead it first. */
    public List<String> holders(int shard) {
        return facts.holders(shard);
    }

    /** Whether this node is to keep a shard. */
    public boolean isHolder(int shard) {
        return holders(shard).contains(self);
    }

    /** The shards that a node is to keep: the very same set as long as no fact has changed, or an empty one. */
    public SortedSet<Integer> shardsOf(String node) {
        return facts.shardsOf(node);
    }

    /** What a node has of a shard. */
    public ShardSeen seen(String node, int shard) {
        CopyState copy = copies.getOrDefault(node, Map.of()).get(shard);
        return copy == null ? new ShardSeen(false, false, false) : new ShardSeen(true, copy.filled(), copy.sealed());
    }

    /** In which order nodes are asked to record appends of a shard, or to take copies of them. */
    public List<String> order(int shard) {
        if (shard == PathHash.SYSTEM_SHARD) {
            List<String> known = systemOrder;
            systemOrder = known == null ? orderNow(shard) : known;
            return systemOrder;
        }
        List<String> known = orders.of(shard);
        if (known == null) {
            known = orderNow(shard);
            orders = orders.with(shard, known);
        }
        return known;
    }

    private List<String> orderNow(int shard) {
        if (facts.genesis().isEmpty()) {
            return List.of(self); // it waits for others, and takes what one node may acknowledge
        }
        if (shard == PathHash.SYSTEM_SHARD) {
            return systemOrder();
        }
        return AppendOrder.of(shard, holders(shard), liveMembers(), facts.draining(), node -> seen(node, shard));
    }

    /** What all know each may record. */
    private List<String> systemOrder() {
        List<String> order = new ArrayList<>(liveMembers());
        if (order.remove(self)) {
            order.add(0, self);
        }
        return List.copyOf(order);
    }

    /** On how many disks a record of a shard is to be. */
    public int disks(int shard) {
        return shard == PathHash.SYSTEM_SHARD ? members.counted().size() : factor();
    }

    /** How many disks must have a record of a shard before it is acknowledged. */
    public int needed(int shard, Ack ack) {
        return ack.disks(disks(shard));
    }

    /** How many disks must have a claim before it is acknowledged at the usual level. */
    public int disksAtQuorum() {
        return Ack.QUORUM.disks(factor());
    }

    /** How many nodes are to keep each shard. */
    public int factor() {
        return facts.genesis().isPresent() ? facts.factor() : configuredFactor;
    }

    /** Live members that have all of a shard, whether they are to keep it or not. */
    public long fullCopies(int shard) {
        return liveMembers.stream().filter(node -> seen(node, shard).filled()).count();
    }

    /** Who leads a shard. */
    public Optional<String> leader(int shard) {
        List<String> listed = holders(shard);
        Set<String> filled =
                listed.stream().filter(node -> seen(node, shard).filled()).collect(Collectors.toSet());
        return Leader.of(listed, liveMembers(), filled);
    }

    /**
     * What is known of one shard, to decide by.
     *
     * @param ownStore incarnation of this node's own store
     * @param base what this node's copy had all of at a time; null if that is not known
     */
    public Knowledge knowledge(int shard, Comparings compared, long ownStore, Base base) {
        Map<String, ShardSeen> seen = new HashMap<>();
        copies.keySet().forEach(node -> seen.put(node, seen(node, shard)));
        Map<String, Long> comparedAt = new HashMap<>();
        Map<String, Long> stores = new HashMap<>();
        Map<String, Long> factsAt = new HashMap<>();
        Map<String, Long> joinedAt = new HashMap<>();
        Set<String> known = new HashSet<>(members.counted());
        known.addAll(members.standings().keySet());
        for (String node : known) {
            Comparings.Compared last = compared.lastOf(node, shard);
            if (last != null) {
                comparedAt.put(node, last.at());
                stores.put(node, last.store());
            }
            Comparings.Compared lastFacts = compared.lastOf(node, PathHash.SYSTEM_SHARD);
            if (lastFacts != null) {
                factsAt.put(node, lastFacts.at());
            }
            Long joined = compared.joinedAt(node);
            if (joined != null) {
                joinedAt.put(node, joined);
            }
        }
        Ground ground =
                new Ground(base, ownStore, stores, factsAt, joinedAt, disksAtQuorum(), this.facts.factorVersion());
        return new Knowledge(self, holders(shard), members, liveness, seen, comparedAt, ground);
    }

    /**
     * Who can answer what is asked of a shard, the first choice first: this node if it is to keep the shard and has
     * all of it, then those who are to keep it, slow ones last. A node that is not to keep it any more may answer, too,
     * and comes behind them: it takes part in no comparison, so its copy grows old.
     */
    public List<String> readers(int shard) {
        Set<String> readers = new LinkedHashSet<>();
        if (answersFor(shard)) {
            readers.add(self);
        }
        List<String> able =
                order(shard).stream().filter(node -> canRead(node, shard)).toList();
        List<String> listed = holders(shard);
        able.stream()
                .filter(node -> listed.contains(node) && !slow.contains(node))
                .forEach(readers::add);
        able.stream().filter(listed::contains).forEach(readers::add);
        readers.addAll(able);
        if (canRead(shard)) {
            readers.add(self);
        }
        return List.copyOf(readers);
    }

    /** Whether this node is the one to answer what it is asked of a shard. */
    public boolean answersFor(int shard) {
        return canRead(self, shard) && (isHolder(shard) || facts.genesis().isEmpty());
    }

    /** Whether a node has all of a shard. */
    public boolean canRead(String node, int shard) {
        boolean alone = node.equals(self) && facts.genesis().isEmpty(); // nobody else has anything yet
        return alone || seen(node, shard).filled();
    }

    /** Whether this node has all of a shard. */
    public boolean canRead(int shard) {
        return canRead(self, shard);
    }

    /** Where a node is asked; empty if that is not known. */
    public Optional<String> address(String node) {
        return Optional.ofNullable(addresses.get(node));
    }
}
