package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.intake.Ack;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients have handed in, and what the cluster owes them. */
final class WrittenClaims {
    private final List<Written> all = new ArrayList<>();
    private final Map<String, Set<Written>> atEnd = new HashMap<>();
    private int least;

    /** @param factor how many copies of each shard there are, or how few there may be */
    WrittenClaims(int factor) {
        this.least = factor;
    }

    /** One claim. What was acknowledged on k disks is owed until k disks were lost that had it. */
    static final class Written {
        final Append append;
        final int shard;
        long acknowledged = Long.MAX_VALUE;
        long atQuorum = Long.MAX_VALUE;
        int handedIn;
        int refused;
        private int least = Integer.MAX_VALUE;
        private int onDisks;
        private int lostDisks;
        private final Set<String> away = new HashSet<>();
        private final Set<String> everAway = new HashSet<>();

        Written(Append append, int shard) {
            this.append = append;
            this.shard = shard;
        }

        AssertionId id() {
            return append.assertion().id();
        }

        /** Every time that it was handed in the client was told that nothing was stored. */
        boolean isRefused() {
            return handedIn > 0 && refused == handedIn;
        }

        /** @param leastFactor a claim stays on so many disks, whatever it was on: there may be fewer copies since */
        private boolean isOwed(int leastFactor) {
            return acknowledged != Long.MAX_VALUE && lostDisks + away.size() < Math.min(onDisks, leastFactor);
        }
    }

    /** A claim that nobody has handed in before. */
    Written next() {
        int number = all.size();
        byte[] value = Integer.toString(number).getBytes(UTF_8);
        Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        Written one = new Written(new Append(assertion, null, null), PathHash.shardOf(assertion, Machine.SHARDS));
        all.add(one);
        return one;
    }

    List<Written> all() {
        return all;
    }

    List<Written> owed() {
        return all.stream().filter(one -> one.isOwed(least)).toList();
    }

    /** From now on there may be so many copies of each shard, beside as many as before. */
    void factor(int stated) {
        least = Math.min(least, stated);
    }

    /** All nodes know how many copies there are. */
    void settled(int factor) {
        least = factor;
    }

    /** Who records it may go by any factor that there may be now. */
    void handedIn(Written one) {
        one.least = Math.min(one.least, least);
    }

    void acknowledged(Written one, long now, Ack ack) {
        handedIn(one);
        // Even with one copy: a node that is not let in yet takes what is to be acknowledged by itself alone.
        boolean atQuorum = ack != Ack.LEADER;
        one.atQuorum = atQuorum ? Math.min(one.atQuorum, now) : one.atQuorum;
        one.acknowledged = Math.min(one.acknowledged, now);
        one.onDisks = Math.max(one.onDisks, ack.disks(one.least));
    }

    /** The disk of a node is about to be lost. It counts for claims that are not acknowledged yet, too. */
    void losingDisk(PlayedNode node) {
        all.stream().filter(one -> node.has(one.id())).forEach(one -> one.lostDisks++);
    }

    /** The process of a node is about to end, and nobody can look then at what it has. */
    void ending(PlayedNode node) {
        atEnd.put(node.id, all.stream().filter(one -> node.has(one.id())).collect(Collectors.toSet()));
    }

    /** A node is out: what it has, or gets before it knows that, is away until it is back. */
    void removed(PlayedNode node) {
        Set<Written> had = atEnd.getOrDefault(node.id, Set.of());
        all.stream()
                .filter(one -> node.up() ? node.has(one.id()) : had.contains(one))
                .filter(one -> one.everAway.add(node.id))
                .forEach(one -> one.away.add(node.id));
    }

    /** Nodes that were removed have been there for long enough: others have what they had. */
    void allAreBack() {
        all.forEach(one -> one.away.clear());
    }

    /** All that are to keep a shard have all of it: what was lost before counts no more, and what is gone is gone. */
    void healed(int shard, Collection<PlayedNode> holders) {
        for (Written one : all) {
            if (one.shard != shard) {
                continue;
            }
            if (holders.stream().allMatch(node -> node.has(one.id()))) {
                one.onDisks = holders.size();
                one.lostDisks = 0;
                one.away.clear();
            } else if (one.acknowledged != Long.MAX_VALUE && !one.isOwed(least)) {
                one.onDisks = 0;
            }
        }
    }
}
