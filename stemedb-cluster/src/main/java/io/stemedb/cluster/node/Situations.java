package io.stemedb.cluster.node;

import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.Standing;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Beat.Resting;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.recorder.Identity;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes of what the parts know one picture, and of what this node is its heartbeat. */
final class Situations {
    private final ClusterOptions options;
    private final Identity identity;
    private final Loop loop;
    private final FactBook book;
    private final Copies copies;
    private final ForgottenSeeds forgotten;
    private final Supplier<Optional<StemeException>> refusal;
    private volatile Heart heart;
    private volatile Supplier<Map<String, Long>> evenAgo = Map::of;
    private volatile BooleanSupplier clockOff = () -> false;
    private volatile boolean stopping;

    /** @param refusal why this node takes no writes now, if it does not */
    Situations(
            ClusterOptions options,
            Identity identity,
            Loop loop,
            FactBook book,
            Copies copies,
            ForgottenSeeds forgotten,
            Supplier<Optional<StemeException>> refusal) {
        this.refusal = refusal;
        this.options = options;
        this.identity = identity;
        this.loop = loop;
        this.book = book;
        this.copies = copies;
        this.forgotten = forgotten;
    }

    /** The heart needs this node's heartbeats, and so comes later. */
    void over(Heart beating) {
        heart = beating;
    }

    /** From now on it says how long ago it had all that each other node had. */
    void telling(Supplier<Map<String, Long>> evenAgoNanos) {
        evenAgo = evenAgoNanos;
    }

    /** From now on it says whether this node's clock is off. */
    void judging(BooleanSupplier isClockOff) {
        clockOff = isClockOff;
    }

    /** From now on this node says that it is about to leave. */
    void stopping() {
        stopping = true;
    }

    /** How things stand now. */
    Situation now() {
        Facts facts = book.facts();
        Map<String, Neighbour> neighbours = heart.neighbours();
        Map<String, Long> lastRoundTrip = new HashMap<>();
        Map<String, Map<Integer, CopyState>> seen = new HashMap<>();
        Map<String, String> addresses = new TreeMap<>();
        Set<String> earlier = new HashSet<>();
        facts.addresses().forEach((node, known) -> addresses.put(node, known.rpc()));
        neighbours.forEach((node, neighbour) -> {
            if (!heart.isLeaving(neighbour.last().node())) {
                lastRoundTrip.put(node, neighbour.heardAt());
            }
            seen.put(node, neighbour.last().copies());
            addresses.put(node, neighbour.address());
            if (!neighbour.last().node().protocols().has(Protocols.BASES)) {
                earlier.add(node);
            }
        });
        seen.put(identity.nodeId(), copies.states());
        return new Situation(
                        identity.nodeId(),
                        facts,
                        members(facts),
                        Liveness.of(
                                identity.nodeId(),
                                lastRoundTrip,
                                loop.nanos(),
                                options.liveAfter().toNanos()),
                        seen,
                        addresses,
                        options.factor(),
                        earlier)
                .withSlow(slow(neighbours.values()));
    }

    private static Set<String> slow(Collection<Neighbour> neighbours) {
        return neighbours.stream().filter(Neighbour::isSlow).map(Neighbour::id).collect(Collectors.toSet());
    }

    private Members members(Facts facts) {
        SortedMap<String, Standing> standings = new TreeMap<>();
        facts.standings().forEach((node, in) -> standings.put(node, in ? Standing.IN : Standing.OUT));
        // What was learnt by a round trip once stands in the facts: a node that is down now is not counted twice.
        Map<String, String> idByAddress = new HashMap<>();
        facts.addresses().forEach((node, known) -> idByAddress.put(known.rpc(), node));
        List<String> seeds = seeds();
        for (String seed : seeds) {
            String id = seed.equals(options.own().rpc()) ? identity.nodeId() : heart.idOf(seed);
            if (id != null) {
                idByAddress.put(seed, id);
            }
        }
        return Members.of(standings, seeds, idByAddress);
    }

    /** Those that count. One that was forgotten and answers after all counts again. */
    private List<String> seeds() {
        return options.seeds().stream()
                .filter(seed -> heart.idOf(seed) != null || !forgotten.has(seed))
                .toList();
    }

    /** Seeds that count, and of which nobody knows who is there. */
    List<String> unresolved() {
        return members(book.facts()).unnamedSeeds().stream()
                .filter(options.seeds()::contains) // the others have answered, and stand there by their names
                .toList();
    }

    /** What of other nodes keeps the cluster from being well, beside whether they can be reached. */
    List<HealthView.Reason> reasons(Situation now) {
        List<HealthView.Reason> reasons = new ArrayList<>(strangers(now));
        SortedSet<String> unguarded = unguarded(now);
        if (!unguarded.isEmpty() && now.facts().tokens().isConfigured()) {
            reasons.add(new HealthView.Reason(
                    "unguarded",
                    "there are tokens, and these nodes let everybody in all the same: "
                            + String.join(", ", unguarded)));
        }
        return reasons;
    }

    /** Why nodes are left out, unless a counted node or a seed that counts should answer where they do. */
    private List<HealthView.Reason> strangers(Situation now) {
        Map<String, String> strangers = new TreeMap<>(heart.strangers());
        strangers.keySet().removeAll(seeds());
        now.members().counted().forEach(node -> now.address(node).ifPresent(strangers::remove));
        return strangers.entrySet().stream()
                .map(one -> new HealthView.Reason(
                        "stranger", "the node at " + one.getKey() + " is left out: " + one.getValue()))
                .toList();
    }

    /** Where heartbeats go, beside those who send some. */
    Set<String> addresses() {
        Set<String> all = new HashSet<>(options.seeds());
        book.facts().addresses().forEach((node, known) -> all.add(known.rpc()));
        all.remove(options.own().rpc());
        return all;
    }

    /** What this node says of itself. */
    Beat beat() {
        List<Resting> resting = copies.resting(); // before the digests: what is of later may rest on more
        // What is owed comes last: who has heard that a copy is gone knows of its room by then.
        return new Beat(info(), copies.systemDigest(), copies.states(), evenAgo.get(), resting, copies.owedBytes());
    }

    /** How many bytes of dropped copies each node has yet to give back, as it said last; of this one as of now. */
    Map<String, Long> owedBytes() {
        Map<String, Long> owed = new TreeMap<>();
        heart.neighbours()
                .forEach((node, neighbour) -> owed.put(node, neighbour.last().owedBytes()));
        owed.put(identity.nodeId(), copies.owedBytes());
        return owed;
    }

    /** What it says when it asks: what it has is told to who asks, and a question is sent to everybody each time. */
    Beat question() {
        return new Beat(info(), copies.systemDigest(), Map.of(), Map.of());
    }

    /** Who can state no facts now, so that others plan in its place. */
    Set<String> readOnlyNodes() {
        Set<String> nodes = new HashSet<>();
        heart.neighbours().forEach((node, neighbour) -> {
            if (neighbour.last().node().protocols().has(Protocols.READ_ONLY)) {
                nodes.add(node);
            }
        });
        if (isReadOnly()) {
            nodes.add(identity.nodeId());
        }
        return nodes;
    }

    /**
     * Counted nodes that let everybody in, whatever tokens there are. One that was never heard since this start is
     * none of them: it cannot be asked, either.
     */
    SortedSet<String> unguarded(Situation now) {
        SortedSet<String> nodes = now.members().counted();
        nodes.removeIf(node -> {
            Neighbour neighbour = heart.neighbours().get(node);
            boolean isThis = node.equals(identity.nodeId());
            return isThis ? !options.open() : neighbour == null || hasTokens(neighbour);
        });
        return nodes;
    }

    private static boolean hasTokens(Neighbour neighbour) {
        return neighbour.last().node().protocols().has(Protocols.TOKENS);
    }

    private boolean isReadOnly() {
        return refusal.get()
                .filter(why -> why.refusal() == Refusal.READ_ONLY || why.refusal() == Refusal.DISK_FULL)
                .isPresent();
    }

    private Protocols protocols() {
        // An open node would let everybody in as one of an earlier build does, so to others it is as one of those.
        Protocols ours = options.open() ? Protocols.OURS.without(Protocols.TOKENS) : Protocols.OURS;
        Protocols told = copies.isTold() ? ours : ours.and(Protocols.UNTOLD);
        Protocols timed = clockOff.getAsBoolean() ? told.and(Protocols.CLOCK_OFF) : told;
        return isReadOnly() ? timed.and(Protocols.READ_ONLY) : timed;
    }

    NodeInfo info() {
        Facts facts = book.facts();
        int members = (int) facts.standings().values().stream().filter(in -> in).count();
        return new NodeInfo(
                identity.nodeId(),
                options.name(),
                facts.genesis().map(genesis -> genesis.id()).orElse(""),
                members,
                copies.hasClaims(),
                identity.shardCount(),
                identity.store(),
                options.own().rpc(),
                options.own().membership(),
                options.own().gateway(),
                options.own().api(),
                options.build(),
                protocols(),
                identity.format(),
                loop.wallMicros(),
                stopping);
    }
}
