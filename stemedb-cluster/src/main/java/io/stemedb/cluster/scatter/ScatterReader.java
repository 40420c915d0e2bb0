package io.stemedb.cluster.scatter;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads from this node's copies what it has all of, and the rest from nodes that have. */
public final class ScatterReader implements AssertionReader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** With one node if others could answer as well. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(3);

    private final Supplier<Situation> situation;
    private final Network network;
    private final AssertionReader own;
    private final OwnCopies copies;
    private final int shardCount;

    /** @param own everything that this node has */
    public ScatterReader(
            Supplier<Situation> situation, Network network, AssertionReader own, OwnCopies copies, int shardCount) {
        this.situation = situation;
        this.network = network;
        this.own = own;
        this.copies = copies;
        this.shardCount = shardCount;
    }

    @Override
    public List<Recorded> slot(String conceptPath, String predicate) {
        if (isHere(PathHash.shardOf(conceptPath, shardCount)) || conceptPath.startsWith(PathHash.SYSTEM_ROOT)) {
            return own.slot(conceptPath, predicate);
        }
        SlotRange one = new SlotRange(SlotRange.Scope.PATH, conceptPath, conceptPath, predicate, true, false);
        try (SlotCursor slots = slots(one)) {
            boolean found = slots.next() && slots.predicate().equals(predicate);
            return found ? slots.claims() : List.of();
        }
    }

    @Override
    public void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
        if (isHere(PathHash.shardOf(conceptPath, shardCount))) {
            own.scan(conceptPath, predicate, from, taker);
        } else {
            AssertionReader.super.scan(conceptPath, predicate, from, taker);
        }
    }

    @Override
    public Optional<Recorded> at(String conceptPath, String predicate, long recordedAt, Dot dot) {
        return isHere(PathHash.shardOf(conceptPath, shardCount))
                ? own.at(conceptPath, predicate, recordedAt, dot)
                : AssertionReader.super.at(conceptPath, predicate, recordedAt, dot);
    }

    @Override
    public SlotCursor slots(SlotRange range) {
        if (range.system() || ReadScope.current().isOfOwnCopies()) {
            return own.slots(range);
        }
        Set<Integer> shards = range.scope() == SlotRange.Scope.PATH
                ? Set.of(PathHash.shardOf(range.path(), shardCount))
                : IntStream.range(0, shardCount).boxed().collect(Collectors.toCollection(TreeSet::new));
        return new MergedCursor(new Walks(ReadScope.current()), range, shards);
    }

    @Override
    public Optional<Recorded> find(AssertionId id) {
        if (ReadScope.current().isOfOwnCopies()) {
            return own.find(id);
        }
        int shard = PathHash.shardOf(id.hash16(), shardCount);
        Situation now = situation.get();
        List<String> readers = now.readers(shard);
        boolean asked = false;
        Optional<Recorded> found = Optional.empty();
        for (int i = 0; i < readers.size() && !asked; i++) {
            Duration patience = i + 1 < readers.size() ? LITTLE_PATIENCE : PATIENCE;
            Optional<Optional<Recorded>> answer = find(readers.get(i), id, patience);
            asked = answer.isPresent();
            found = answer.orElse(found);
        }
        if (!asked) {
            throw nobody(shard);
        }
        return found.isPresent() || isHere(shard) && copies.completeness(shard).complete()
                ? found
                : findAnywhere(id, now);
    }

    /** What a node says of an id; empty if it says nothing. */
    private Optional<Optional<Recorded>> find(String node, AssertionId id, Duration patience) {
        if (node.equals(situation.get().self())) {
            return Optional.of(own.find(id));
        }
        try {
            return Optional.of(Waiting.join(peer(node, patience).find(id)).map(StoredRecord::decoded));
        } catch (CompletionException | UnreachableException failed) {
            if (failed.getCause() instanceof StemeException refused && !isOfTheNode(refused)) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** A copy that may lack something lacks the claim: a node that keeps it for others may have taken it since. */
    private Optional<Recorded> findAnywhere(AssertionId id, Situation now) {
        return now.liveMembers().stream()
                .map(node -> find(node, id, LITTLE_PATIENCE).orElse(Optional.empty()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether a refusal is of a node rather than of what was asked, so that another one may answer. */
    public static boolean isOfTheNode(StemeException refused) {
        return refused.refusal() == Refusal.SHARD_UNAVAILABLE
                || refused.refusal() == Refusal.STARTING
                || refused.refusal() == Refusal.TOKEN_TIMEOUT;
    }

    private boolean isHere(int shard) {
        return ReadScope.current().isOfOwnCopies() || situation.get().answersFor(shard);
    }

    private Peer peer(String node, Duration patience) {
        return situation
                .get()
                .address(node)
                .map(address -> network.at(address, patience))
                .orElseThrow(() -> new UnreachableException("nobody knows where " + node + " is reached"));
    }

    /** No answer is better than an empty one that is taken for all there is. */
    public static StemeException nobody(int shard) {
        return StemeException.of(
                        Refusal.REPLICAS_UNREACHABLE,
                        "no node that has all of " + PathHash.shardName(shard) + " can be reached")
                .hinting("GET /cluster/health on the gateway's port says which nodes are down; try again");
    }

    /** Chooses who answers for which shard. */
    private final class Walks implements MergedCursor.Heads {
        private final ReadScope scope;
        private final IdentityHashMap<Head, String> nodes = new IdentityHashMap<>();
        private final Set<String> failed = new HashSet<>();
        private StemeException late;

        Walks(ReadScope scope) {
            this.scope = scope;
        }

        @Override
        public List<Head> open(SlotRange range, Set<Integer> shards) {
            Situation now = situation.get();
            Map<String, Set<Integer>> byNode = new TreeMap<>();
            for (int shard : shards) {
                String node = now.readers(shard).stream()
                        .filter(reader -> !failed.contains(reader))
                        .findFirst()
                        .orElseThrow(() -> late == null ? nobody(shard) : late);
                byNode.computeIfAbsent(node, key -> new TreeSet<>()).add(shard);
            }
            List<Head> heads = new ArrayList<>();
            try {
                byNode.forEach((node, some) -> heads.addAll(open(range, now, node, some)));
            } catch (RuntimeException refused) {
                heads.forEach(Head::close);
                throw refused;
            }
            return heads;
        }

        private List<Head> open(SlotRange range, Situation now, String node, Set<Integer> shards) {
            try {
                Head head = node.equals(now.self())
                        ? new OwnHead(node, copies, range, shards, scope)
                        : new RemoteHead(node, peer(node, patience(now, shards)), range, shards, scope);
                nodes.put(head, node);
                return List.of(head);
            } catch (UnreachableException unknown) {
                return without(node, range, shards);
            } catch (StemeException refused) {
                note(refused);
                return without(node, range, shards);
            }
        }

        /** A comparison with all nodes takes its time, whoever makes it. */
        private Duration patience(Situation now, Set<Integer> shards) {
            boolean others = shards.stream()
                    .allMatch(shard -> now.readers(shard).stream()
                                    .filter(reader -> !failed.contains(reader))
                                    .count()
                            > 1);
            return others && !scope.compares() ? LITTLE_PATIENCE : PATIENCE;
        }

        private List<Head> without(String node, SlotRange range, Set<Integer> shards) {
            failed.add(node);
            return open(range, shards);
        }

        /** Takes in why a node does not answer; throws it on if no other node would do better. */
        private void note(StemeException refused) {
            if (!isOfTheNode(refused)) {
                throw refused;
            }
            if (refused.refusal() == Refusal.TOKEN_TIMEOUT) {
                late = refused;
            }
        }

        @Override
        public List<Head> instead(SlotRange range, Head head, RuntimeException why) {
            if (why instanceof StemeException refused) {
                note(refused);
            }
            return without(nodes.get(head), range, head.shards());
        }
    }
}
