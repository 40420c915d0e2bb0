package io.stemedb.cluster.heartbeat;

import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.StrangerException;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends heartbeats and takes them. What it knows may be asked from any thread; everything else runs on the loop. */
public final class Heart {
    /** Time between two heartbeats to a node. */
    public static final Duration PERIOD = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After so long without an answer another node may have the id of one: it was set up anew elsewhere. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(3);

    private static final System.Logger LOGGER = System.getLogger(Heart.class.getName());

    private final Loop loop;
    private final Network network;
    private final Supplier<Beat> own;
    private final Supplier<Beat> question;
    private final Supplier<Set<String>> addresses;
    private final List<Consumer<Neighbour>> listeners = new ArrayList<>();
    private final Map<String, Neighbour> neighbours = new ConcurrentHashMap<>();
    private final Map<Caller, String> callers = new ConcurrentHashMap<>();
    private final Set<Caller> leaving = ConcurrentHashMap.newKeySet();
    private final Map<String, String> idOfAddress = new ConcurrentHashMap<>();
    private final Map<String, String> strangers = new ConcurrentHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Long> failed = new ConcurrentHashMap<>();

    /** Two nodes may have one id by mistake, and both are to be watched. */
    private record Caller(String id, long store) {
        static Caller of(NodeInfo node) {
            return new Caller(node.id(), node.store());
        }
    }

    /**
     * @param own what this node says of itself now if it is asked; must not wait for anything
     * @param question what it says of itself when it asks: who it is is enough, as nobody rests on more
     * @param addresses of members and seeds
     */
    public Heart(
            Loop loop, Network network, Supplier<Beat> own, Supplier<Beat> question, Supplier<Set<String>> addresses) {
        this.loop = loop;
        this.network = network;
        this.own = own;
        this.question = question;
        this.addresses = addresses;
    }

    /** Has somebody told of each node that was heard, on the loop. */
    public void tell(Consumer<Neighbour> listener) {
        listeners.add(listener);
    }

    /** Begins to beat. */
    public void start() {
        loop.execute(this::beat);
        loop.each(PERIOD, this::beat);
    }

    /** What each node that was heard said of itself last. */
    public Map<String, NodeInfo> nodes() {
        Map<String, NodeInfo> nodes = new TreeMap<>();
        neighbours.forEach((id, neighbour) -> nodes.put(id, neighbour.last().node()));
        return nodes;
    }

    /** Sends one heartbeat to everybody who has none under way. On the loop. */
    public void beat() {
        Set<String> all = new HashSet<>(addresses.get());
        all.addAll(callers.values());
        Beat now = question.get(); // one for all: with a hundred nodes a hundred would be made
        all.removeIf(address -> isOwn(now.node(), address));
        all.forEach(address -> beat(address, now));
    }

    private boolean isOwn(NodeInfo self, String address) {
        return address.equals(self.rpc()) || self.id().equals(idOfAddress.get(address));
    }

    private void beat(String address, Beat now) {
        if (!underWay.add(address)) {
            return;
        }
        long sentAt = loop.nanos();
        begun.putIfAbsent(address, sentAt);
        var unused = ask(address, now)
                .whenCompleteAsync(
                        (answer, failure) -> {
                            underWay.remove(address);
                            if (answer != null) {
                                failed.remove(address);
                                heard(address, answer, sentAt);
                                return;
                            }
                            failed.put(address, sentAt);
                            if (failure instanceof StemeException || failure instanceof StrangerException) {
                                stranger(address, "it refuses this node: " + failure.getMessage());
                            } else {
                                strangers.remove(address);
                            }
                        },
                        loop);
    }

    private CompletableFuture<Beat> ask(String address, Beat now) {
        try {
            return network.at(address, PATIENCE).beat(now);
        } catch (RuntimeException unforeseen) { // or it would be asked no more
            return CompletableFuture.failedFuture(unforeseen);
        }
    }

    private void heard(String address, Beat answer, long sentAt) {
        NodeInfo other = answer.node();
        idOfAddress.put(address, other.id());
        NodeInfo self = question.get().node();
        if (other.id().equals(self.id()) && other.store() == self.store()) {
            return; // a seed that is this node
        }
        String refusal = Acquaintance.refusal(self, other)
                .or(() -> namesake(address, other))
                .orElse(null);
        if (refusal != null) {
            stranger(address, refusal);
            return;
        }
        strangers.remove(address);
        Neighbour neighbour = new Neighbour(address, answer, sentAt, loop.nanos(), loop.wallMicros());
        neighbours.put(other.id(), neighbour);
        listeners.forEach(listener -> listener.accept(neighbour));
    }

    /** Of two nodes with one id the one that was heard first is the node, as long as it answers. */
    private Optional<String> namesake(String address, NodeInfo other) {
        Neighbour first = neighbours.get(other.id());
        return first != null && !first.address().equals(address) && loop.nanos() - first.heardAt() < FORGOTTEN.toNanos()
                ? Acquaintance.namesake(first, other)
                : Optional.empty();
    }

    private void stranger(String address, String why) {
        if (!why.equals(strangers.put(address, why))) {
            LOGGER.log(System.Logger.Level.WARNING, "the node at {0} is left out: {1}", address, why);
        }
    }

    /**
     * Takes a heartbeat of another node; from now on it gets some too.
     *
     * @throws StemeException if it is none of ours
     */
    public Beat answer(Beat beat) {
        Beat answer = own.get();
        Acquaintance.refusal(answer.node(), beat.node()).ifPresent(Heart::refuse);
        if (beat.node().stopping()) {
            leaving.add(Caller.of(beat.node()));
        } else {
            leaving.remove(Caller.of(beat.node()));
        }
        if (!beat.node().id().equals(answer.node().id())) {
            callers.put(Caller.of(beat.node()), beat.node().rpc());
        }
        namesake(beat.node().rpc(), beat.node()).ifPresent(Heart::refuse);
        return answer;
    }

    private static void refuse(String why) {
        throw StemeException.of(Refusal.UNSAFE, why);
    }

    /** Tells all who were heard lately, whatever else is under way; completes once they have answered. On the loop. */
    public CompletableFuture<Void> farewell() {
        Beat last = own.get();
        return CompletableFuture.allOf(neighbours.values().stream()
                .filter(neighbour -> loop.nanos() - neighbour.heardAt() < FORGOTTEN.toNanos())
                .map(neighbour ->
                        network.at(neighbour.address(), PATIENCE).beat(last).<Void>handle((answer, failure) -> null))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Whether a node has said last that it stops. */
    public boolean isLeaving(NodeInfo node) {
        return node.stopping() || leaving.contains(Caller.of(node));
    }

    /** Everybody who was heard since the start, by name. */
    public Map<String, Neighbour> neighbours() {
        return new TreeMap<>(neighbours);
    }

    /** Addresses at which somebody answers who cannot be of this cluster, and why. */
    public Map<String, String> strangers() {
        return new TreeMap<>(strangers);
    }

    /** The name of the node at an address, once it has answered there; null before. */
    public String idOf(String address) {
        return idOfAddress.get(address);
    }

    /** Whether the last heartbeat to an address failed and was not sent before a moment, by the monotonic clock. */
    public boolean failedSince(String address, long moment) {
        Long sentAt = failed.get(address);
        return sentAt != null && sentAt - moment >= 0;
    }

    /** When an address was first tried, by the monotonic clock; {@code now} if it was not. */
    public long begun(String address, long now) {
        return begun.getOrDefault(address, now);
    }
}
