package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What clients have handed in, and what the cluster owes them. */
final class WrittenClaims {
    private final List<Written> all = new ArrayList<>();
    private final int mostDisks;

    /** @param mostDisks on which a claim stays, whatever it was on: an operator may want fewer copies later */
    WrittenClaims(int mostDisks) {
        this.mostDisks = mostDisks;
    }

    /** One claim. What was acknowledged on k disks is owed until k disks were lost that had it. */
    static final class Written {
        final Append append;
        final int shard;
        long acknowledged = Long.MAX_VALUE;
        long atQuorum = Long.MAX_VALUE;
        int handedIn;
        int refused;
        private int onDisks;
        private int lostDisks;

        Written(Append append, int shard) {
            this.append = append;
            this.shard = shard;
        }

        AssertionId id() {
            return append.assertion().id();
        }

        void acknowledged(long now, int disks, int quorum) {
            atQuorum = disks < quorum ? atQuorum : Math.min(atQuorum, now);
            acknowledged = Math.min(acknowledged, now);
            onDisks = Math.max(onDisks, disks);
        }

        /** Every time that it was handed in the client was told that nothing was stored. */
        boolean isRefused() {
            return handedIn > 0 && refused == handedIn;
        }

        boolean isOwed(int mostDisks) {
            return acknowledged != Long.MAX_VALUE && lostDisks < Math.min(onDisks, mostDisks);
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
        return all.stream().filter(one -> one.isOwed(mostDisks)).toList();
    }

    /** The disk of a node is about to be lost. It counts for claims that are not acknowledged yet, too. */
    void losingDisk(PlayedNode node) {
        all.stream().filter(one -> node.has(one.id())).forEach(one -> one.lostDisks++);
    }

    /** All nodes that are to keep a shard have all of it: what was lost before counts no more. */
    void healed(int shard, Collection<PlayedNode> holders) {
        all.stream()
                .filter(one -> one.shard == shard && holders.stream().allMatch(node -> node.has(one.id())))
                .forEach(one -> {
                    one.onDisks = Math.max(one.onDisks, holders.size());
                    one.lostDisks = 0;
                });
    }
}
