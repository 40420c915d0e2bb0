package io.stemedb.cluster.situation;

import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.Standing;
import io.stemedb.cluster.peer.Beat.CopyState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pictures of a cluster for tests: three members, the first of which looks, and shards that they keep. */
public final class Situations {
    public static final List<String> NODES = List.of("a", "b", "c");
    private static final long LIVE_AFTER = 2_000_000_000L;

    private Facts facts = Facts.NONE
            .with(new Fact(FactKey.of(Kind.GENESIS), 1, "a", Values.of(new Genesis("00", "stemedb", 1))))
            .with(new Fact(FactKey.of(Kind.FACTOR), 1, "a", Values.factor(2)));
    private final Map<String, Long> heard = new TreeMap<>(Map.of("a", 0L, "b", 0L, "c", 0L));
    private final Map<String, Map<Integer, CopyState>> copies = new TreeMap<>();

    private final Map<String, Standing> standings = new TreeMap<>();
    private final Map<String, String> addresses = new TreeMap<>();
    private final Set<String> earlier = new TreeSet<>();
    private int shard;

    private Situations() {
        NODES.forEach(node -> standings.put(node, Standing.IN));
    }

    /** All nodes are live, and the shard is kept by none. */
    public static Situations well() {
        return new Situations();
    }

    /** What is said next is about this shard; before, it is about the first. */
    public Situations shard(int number) {
        shard = number;
        return this;
    }

    /** Each node is asked at an address that is its name. */
    public Situations reached() {
        NODES.forEach(node -> addresses.put(node, node));
        return this;
    }

    /** The shard is to be kept by these. */
    public Situations holders(String... nodes) {
        FactKey key = FactKey.of(Kind.HOLDERS, shard);
        facts = facts.with(new Fact(key, facts.nextVersion(key), "a", Values.holders(Arrays.asList(nodes))));
        return this;
    }

    /** A node has some claims of the shard. */
    public Situations keeps(String node, boolean filled, long records) {
        copies.computeIfAbsent(node, name -> new TreeMap<>())
                .put(shard, new CopyState(filled, false, records, records, 100 * records));
        return this;
    }

    /** A node has nothing of the shard any more. */
    public Situations dropped(String node) {
        copies.get(node).remove(shard);
        return this;
    }

    /** A node is to leave. */
    public Situations drains(String node) {
        facts = facts.with(new Fact(FactKey.of(Kind.DRAIN, node), 1, "a", Values.draining(true)));
        return this;
    }

    /** An operator wants a node to lead the shard. */
    public Situations pinned(String node) {
        facts = facts.supposing(FactKey.of(Kind.PIN, shard), Values.pin(node), "a");
        return this;
    }

    /** So many nodes are to keep each shard. */
    public Situations factor(int copies) {
        facts = facts.supposing(FactKey.of(Kind.FACTOR), Values.factor(copies), "a");
        return this;
    }

    /** A change is under way. */
    public Situations changes(UnderWay change) {
        facts = facts.supposing(FactKey.of(Kind.CHANGE), Values.of(change), "a");
        return this;
    }

    /** A node was removed. */
    public Situations removed(String node) {
        standings.put(node, Standing.OUT);
        return this;
    }

    /** There is one member more. */
    public Situations joined(String node) {
        standings.put(node, Standing.IN);
        heard.put(node, 0L);
        return this;
    }

    /** A node was last heard as one of an earlier release. */
    public Situations earlier(String node) {
        earlier.add(node);
        return this;
    }

    /** It was upgraded. */
    public Situations upgraded(String node) {
        earlier.remove(node);
        return this;
    }

    /** A node is not let in yet. */
    public Situations joins(String node) {
        standings.remove(node);
        return this;
    }

    /** A node does not answer any more. */
    public Situations silent(String node) {
        heard.remove(node);
        return this;
    }

    /** The same later: who answers has just answered. */
    public Situation seenBy(String self, long nanos) {
        Map<String, Long> last = new TreeMap<>(heard);
        last.replaceAll((node, at) -> at == 0 ? nanos : at);
        return seenBy(self, last, nanos);
    }

    public Situation seenBy(String self) {
        return seenBy(self, heard, 1);
    }

    private Situation seenBy(String self, Map<String, Long> last, long now) {
        return new Situation(
                self,
                facts,
                new Members(new TreeMap<>(standings), new TreeSet<>()),
                Liveness.of(self, last, now, LIVE_AFTER),
                copies,
                Map.copyOf(addresses),
                2,
                earlier);
    }
}
