package io.stemedb.cluster.change;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.json.CanonicalJson;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a change is.
 *
 * @param state facts that are to be stated now, one after the other; none to wait or if it is done
 * @param pending shards that are not yet as they are to be
 * @param owed bytes of dropped copies that nodes have yet to give back, by node, if nothing else is left to wait for
 * @param done whether nothing is left to do
 * @param forGood whether what is stated now cannot be taken back
 * @param held what holds it up though no shard does, or what it is not although it is done; empty if there is nothing
 * @param few whether nothing is pending but a few claims, which others may not vouch for as long as one node is slow:
 *     that is not waited for without end
 */
public record Next(
        Map<FactKey, CanonicalJson> state,
        List<Pending> pending,
        SortedMap<String, Long> owed,
        boolean done,
        boolean forGood,
        String held,
        boolean few) {
    private static final SortedMap<String, Long> NOTHING = Collections.emptySortedMap();
    private static final int NAMED = 3;
    private static final long MEBIBYTE = 1 << 20;

    public Next {
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state)); // in their order
        pending = List.copyOf(pending);
        owed = Collections.unmodifiableSortedMap(new TreeMap<>(owed));
    }

    /**
     * A shard that waits.
     *
     * @param why what it waits for
     * @param bytes that are to be copied for it, about
     */
    public record Pending(int shard, String why, long bytes) {}

    static Next state(FactKey key, CanonicalJson value, boolean forGood) {
        return state(Map.of(key, value), forGood);
    }

    static Next state(Map<FactKey, CanonicalJson> facts, boolean forGood) {
        return new Next(facts, List.of(), NOTHING, false, forGood, "", false);
    }

    static Next waiting(List<Pending> pending) {
        return waiting(pending, NOTHING);
    }

    /** Shards come first: what is dropped for them is given back in one go. */
    static Next waiting(List<Pending> pending, SortedMap<String, Long> owed) {
        boolean isSettled = pending.isEmpty();
        return new Next(Map.of(), pending, isSettled ? owed : NOTHING, isSettled && owed.isEmpty(), false, "", false);
    }

    static Next finished() {
        return new Next(Map.of(), List.of(), NOTHING, true, false, "", false);
    }

    /** The same, saying what could not be done if all else is. */
    Next but(Optional<String> lacking) {
        return done && lacking.isPresent() ? new Next(state, pending, owed, true, forGood, lacking.get(), false) : this;
    }

    /**
     * The same, but once it is done, shards of which there are a few claims too many are waited for, for a while.
     *
     * @param held what it is not although it is done, if they have not settled by then
     */
    Next thenFew(List<Pending> few, String held) {
        return done ? new Next(state, few, NOTHING, false, forGood, held, true) : this;
    }

    /** The same if a few claims are not waited for any longer. */
    Next asItIs() {
        return few ? new Next(state, List.of(), NOTHING, true, forGood, held, false) : this;
    }

    /** Waits for something that concerns no shard more than another. */
    static Next held(String why) {
        return new Next(Map.of(), List.of(), NOTHING, false, false, why, false);
    }

    /** In a few words for an operator: how much is left, and what it waits for. */
    public String what() {
        if (done) {
            return held.isEmpty() ? "done" : "done, but " + held;
        }
        if (!held.isEmpty() && !few) {
            return "it waits: " + held;
        }
        if (!owed.isEmpty()) {
            return owed.entrySet().stream()
                    .map(one -> one.getKey() + " gives back " + one.getValue() / MEBIBYTE + " MiB by merges")
                    .collect(Collectors.joining("; "));
        }
        if (pending.isEmpty()) {
            return "the other nodes are told";
        }
        long bytes = bytesLeft();
        String much = bytes < MEBIBYTE ? "" : ", " + bytes / MEBIBYTE + " MiB";
        return pending.size() + (pending.size() == 1 ? " shard" : " shards") + " to go" + much + ": " + reasons();
    }

    /** How much is to be copied yet, or given back once nothing is. */
    long bytesLeft() {
        return owedBytes() + bytesToCopy();
    }

    long bytesToCopy() {
        return pending.stream().mapToLong(Pending::bytes).sum();
    }

    /** How much merges have yet to give back. */
    long owedBytes() {
        return owed.values().stream().mapToLong(Long::longValue).sum();
    }

    private String reasons() {
        Map<String, List<Integer>> alike = pending.stream()
                .collect(Collectors.groupingBy(Pending::why, Collectors.mapping(Pending::shard, Collectors.toList())));
        return alike.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> named(one.getValue()) + ' ' + one.getKey())
                .collect(Collectors.joining("; "));
    }

    /** Some shards by their names, the others by their number. */
    static String named(Collection<Integer> shards) {
        String some =
                shards.stream().sorted().limit(NAMED).map(PathHash::shardName).collect(Collectors.joining(", "));
        return shards.size() <= NAMED ? some : some + " and " + (shards.size() - NAMED) + " more";
    }
}
