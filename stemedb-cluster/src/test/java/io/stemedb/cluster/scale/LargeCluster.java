package io.stemedb.cluster.scale;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.Standing;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Beat.Resting;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Placement;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A cluster in which all is well, with lists that were planned and names of usual length. How much there is of a shard
 * is a number: no claim is written.
 */
public final class LargeCluster {
    /** What a short claim takes on each node that keeps it, about: docs/operations/capacity.md. */
    public static final long BYTES_OF_CLAIM = 300;

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;
    private static final long LIVE_AFTER = 2 * SECOND;
    /** The time, for all nodes. */
    public static final long MICROS = 1_760_000_000_000_000L;
    /** The cluster's. */
    public static final String ID = "0123456789abcdef0123456789abcdef";

    private final int shards;
    private final int factor;
    private final long claims;
    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, Map<Integer, CopyState>> copies = new TreeMap<>();
    private Facts facts = Facts.NONE;

    private LargeCluster(int nodes, int shards, int factor, long claims) {
        this.shards = shards;
        this.factor = factor;
        this.claims = claims;
        IntStream.range(0, nodes).forEach(node -> names.add(name(node)));
        state(FactKey.of(Kind.GENESIS), Values.of(new Genesis(ID, "stemedb", shards)));
        state(FactKey.of(Kind.FACTOR), Values.factor(factor));
        names.forEach(this::join);
        Placement.plan(names, HolderLists.empty(shards), Map.of(), factor, true)
                .target()
                .lists()
                .forEach(this::keep);
    }

    public static LargeCluster of(int nodes, int shards, int factor, long claims) {
        return new LargeCluster(nodes, shards, factor, claims);
    }

    /** The name of a node by its number. */
    public static String name(int node) {
        return String.format(Locale.ROOT, "node-%03d", node);
    }

    private void state(FactKey key, CanonicalJson value) {
        facts = facts.supposing(key, value, names.first());
    }

    private void join(String node) {
        names.add(node);
        state(FactKey.of(Kind.MEMBER, node), Values.standing(true));
        state(FactKey.of(Kind.ADDRESS, node), Values.of(addresses(node)));
        copies.put(node, new TreeMap<>());
    }

    /** The same with one more node, which has nothing yet. */
    public LargeCluster joined() {
        LargeCluster more = new LargeCluster(names.size(), shards, factor, claims);
        more.join(name(names.size()));
        return more;
    }

    private void keep(int shard, List<String> holders) {
        state(FactKey.of(Kind.HOLDERS, shard), Values.holders(holders));
        long digest = have(shard).digest();
        CopyState copy = new CopyState(true, false, digest, claimsOfShard(), bytesOfShard());
        holders.forEach(node -> copies.get(node).put(shard, copy));
    }

    /** Where a node is reached. */
    public static Addresses addresses(String node) {
        String host = "10.20.30." + Integer.parseInt(node.substring(node.length() - 3)) + ":1818";
        return new Addresses(host + '2', host + '3', host + '1', host + '0');
    }

    private static long store(String node) {
        return ShardVector.of(new Dot(node.hashCode(), 1)).digest(); // any 64 bits
    }

    public SortedSet<String> names() {
        return names;
    }

    public int shards() {
        return shards;
    }

    public Facts facts() {
        return facts;
    }

    public long claimsOfShard() {
        return claims / shards;
    }

    public long bytesOfShard() {
        return claimsOfShard() * BYTES_OF_CLAIM;
    }

    /** Copies that a node keeps. */
    public int copiesOf(String node) {
        return copies.get(node).size();
    }

    public HolderLists lists() {
        SortedMap<Integer, List<String>> lists = new TreeMap<>();
        IntStream.range(0, shards).forEach(shard -> lists.put(shard, facts.holders(shard)));
        return new HolderLists(lists);
    }

    /** How a node sees it while some have been silent for long. */
    public Situation seenBy(String self, Set<String> dead) {
        Map<String, Long> last = new TreeMap<>();
        names.forEach(node -> last.put(node, dead.contains(node) ? NOW - 300 * SECOND : NOW));
        Map<String, String> addresses = new TreeMap<>();
        SortedMap<String, Standing> standings = new TreeMap<>();
        names.forEach(node -> {
            addresses.put(node, addresses(node).rpc());
            standings.put(node, Standing.IN);
        });
        Members members = new Members(standings, new TreeSet<>());
        Liveness liveness = Liveness.of(self, last, NOW, LIVE_AFTER);
        return new Situation(self, facts, members, liveness, copies, addresses, factor, List.of());
    }

    public Terms terms() {
        return new Terms(shards, 0, 120 * SECOND);
    }

    /** What a copy of a shard has, if each of its holders has led it for a while. */
    public ShardVector have(int shard) {
        return have(shard, factor);
    }

    /** The same if so many of its holders have. */
    public ShardVector have(int shard, int leaders) {
        ShardVector have = ShardVector.NONE;
        for (String node : facts.holders(shard).subList(0, Math.min(leaders, factor))) {
            have = have.with(store(node), Intervals.upTo(claimsOfShard() / leaders));
        }
        return have;
    }

    /** What all copies together have. */
    public DotVector all(int leaders) {
        Map<Integer, ShardVector> all = new TreeMap<>();
        IntStream.range(0, shards).forEach(shard -> all.put(shard, have(shard, leaders)));
        return DotVector.of(all);
    }

    /** What a node has of the system facts: each node has stated some. */
    public ShardVector haveOfFacts() {
        ShardVector have = ShardVector.NONE;
        for (String node : names) {
            have = have.with(store(node), Intervals.upTo(1 + shards / names.size()));
        }
        return have;
    }

    /** What all copies rest on. */
    public Base base() {
        Map<String, Long> stores = new TreeMap<>();
        names.forEach(node -> stores.put(node, store(node)));
        return Base.of(stores, Set.of(), 1);
    }

    /** How a node answers a heartbeat. */
    public Beat answer(String node) {
        Map<String, Long> even = new TreeMap<>();
        Set<Integer> own = copies.get(node).keySet();
        names.stream()
                .filter(other -> !other.equals(node))
                .filter(other -> copies.get(other).keySet().stream().anyMatch(own::contains))
                .forEach(other -> even.put(other, 300_000_000L));
        List<Resting> resting = List.of(new Resting(base(), own));
        return new Beat(info(node), haveOfFacts().digest(), copies.get(node), even, resting, 0);
    }

    /** How it asks. */
    public Beat question(String node) {
        return new Beat(info(node), haveOfFacts().digest(), Map.of(), Map.of());
    }

    private NodeInfo info(String node) {
        Addresses at = addresses(node);
        return new NodeInfo(
                node,
                "stemedb",
                ID,
                names.size(),
                true,
                shards,
                store(node),
                at.rpc(),
                at.membership(),
                at.gateway(),
                at.api(),
                "0.1.0",
                Protocols.OURS,
                3,
                MICROS,
                false);
    }

    /** A fact as it travels. */
    public static StoredRecord record(Fact fact) {
        return record(fact, 1_000);
    }

    /** The same as the record of that number of its node. */
    public static StoredRecord record(Fact fact, long n) {
        Recorded recorded = new Recorded(fact.assertion(MICROS), MICROS, new Dot(store(fact.node()), n), null, null);
        return StoredRecord.of(PathHash.SYSTEM_SHARD, recorded);
    }
}
