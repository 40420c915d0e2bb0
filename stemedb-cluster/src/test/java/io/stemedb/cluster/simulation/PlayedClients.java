package io.stemedb.cluster.simulation;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.simulation.WrittenClaims.Written;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Clients that write claims and read whole shards, and hold each answer to what it says of itself. */
final class PlayedClients {
    private static final long FRESH = 3 * World.SECOND;
    private static final List<Ack> LEVELS = List.of(Ack.QUORUM, Ack.QUORUM, Ack.QUORUM, Ack.LEADER, Ack.ALL);

    private final SplittableRandom random;
    private final World world;
    private final PlayedNetwork network;
    private final List<PlayedNode> nodes;
    private final WrittenClaims claims;
    private final Chronicle seen;
    private final BiConsumer<String, Object> told;
    private Runnable beforeBlame = () -> {};
    private String broken;

    /** @param nodes which they ask: there may be others the next time */
    PlayedClients(
            SplittableRandom random,
            World world,
            PlayedNetwork network,
            List<PlayedNode> nodes,
            WrittenClaims claims,
            Chronicle seen,
            BiConsumer<String, Object> told) {
        this.random = random;
        this.world = world;
        this.network = network;
        this.nodes = nodes;
        this.claims = claims;
        this.seen = seen;
        this.told = told;
    }

    /** Something is to be looked at before an answer is said to miss anything. */
    void beforeBlame(Runnable look) {
        beforeBlame = look;
    }

    /** What an answer has missed that said that it misses nothing; null if none has. */
    String broken() {
        return broken;
    }

    private PlayedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Some client writes something anywhere. */
    void write() {
        write(LEVELS.get(random.nextInt(LEVELS.size())));
    }

    /** Some client writes something anywhere, to be acknowledged at a level. */
    void write(Ack ack) {
        Written one = claims.next();
        submit(one, ack, any());
        if (random.nextInt(5) == 0) { // the client repeats it elsewhere
            world.later(random.nextLong(3 * World.SECOND), () -> submit(one, ack, any()));
        }
    }

    /** Some client writes something at a node. */
    Written writeAt(PlayedNode node, Ack ack) {
        Written one = claims.next();
        submit(one, ack, node);
        return one;
    }

    private void submit(Written one, Ack ack, PlayedNode node) {
        if (!node.up()) {
            return;
        }
        one.handedIn++;
        claims.handedIn(one);
        node.whenAwake(() -> handIn(one, ack, node));
    }

    private void handIn(Written one, Ack ack, PlayedNode node) {
        int boot = node.boot();
        var unused = node.recording()
                .submit(List.of(one.append), new Recording.Terms(ack, Duration.ZERO))
                .thenAccept(outcomes -> {
                    if (node.boot() == boot) {
                        outcomes.get(0)
                                .whyRefused()
                                .ifPresentOrElse(
                                        why -> refused(one, why.refusal()), () -> acknowledged(one, ack, node));
                    }
                });
        node.pump();
    }

    private void refused(Written one, Refusal why) {
        boolean unknown = why == Refusal.OUTCOME_UNKNOWN;
        one.refused += unknown ? 0 : 1;
        told.accept(unknown ? "unknown" : "refused", one.id());
    }

    private void acknowledged(Written one, Ack ack, PlayedNode node) {
        told.accept("acknowledged", one.id() + " " + ack + " shard " + one.shard + " by " + node.id);
        claims.acknowledged(one, world.now(), ack);
    }

    /** Some client reads a shard anywhere. */
    void read() {
        PlayedNode node = any();
        if (!node.awake()) {
            return;
        }
        Situation now = node.cluster().situation();
        int shard = random.nextInt(Machine.SHARDS);
        List<String> readers = now.readers(shard);
        if (readers.isEmpty()) {
            seen.count("unreadable");
            return;
        }
        read(node.id, readers.get(0), shard, Requirement.NONE);
    }

    /** The client of a node asks it for a shard that it keeps. */
    void readAt(PlayedNode node, int shard, Requirement requirement) {
        if (node.awake() && node.cluster().situation().isHolder(shard)) {
            read(node.id, node.id, shard, requirement);
        }
    }

    private void read(String asker, String reader, int shard, Requirement requirement) {
        SlotRange all = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
        Range range = new Range(all, Set.of(shard), null, new byte[0], 1 << 20, requirement);
        long asked = world.now();
        long owing = requirement == Requirement.NONE ? asked - FRESH : asked;
        var unused = network.from(asker)
                .at(network.addressOfNode(reader), Duration.ofSeconds(4))
                .read(range)
                .thenAccept(page -> check(page, shard, owing, reader));
    }

    private void check(Page page, int shard, long owing, String reader) {
        seen.count(page.complete() ? "complete" : "incomplete");
        if (!page.complete()) {
            return;
        }
        Set<AssertionId> shown =
                page.records().stream().map(record -> record.decoded().id()).collect(Collectors.toSet());
        if (!nodes.stream().allMatch(PlayedNode::awake)) {
            seen.count("complete without one");
        }
        if (missing(shard, owing, shown).isPresent()) {
            beforeBlame.run();
            missing(shard, owing, shown).ifPresent(missed -> blame(missed, shard, owing, reader));
        }
    }

    private Optional<Written> missing(int shard, long owing, Set<AssertionId> shown) {
        return claims.owed().stream()
                .filter(one -> one.shard == shard && one.atQuorum < owing)
                .filter(one -> !shown.contains(one.id()))
                .findFirst();
    }

    private void blame(Written missed, int shard, long owing, String reader) {
        broken = "an answer of " + reader + " about shard " + shard + " that calls itself complete misses "
                + missed.id() + ", acknowledged " + (owing - missed.atQuorum) / World.MILLI
                + " ms before the latest that it owes, and on the disks of "
                + nodes.stream()
                        .filter(node -> node.up() && node.has(missed.id()))
                        .map(node -> node.id)
                        .toList() + " among those that are up";
        told.accept("broken", broken);
    }
}
