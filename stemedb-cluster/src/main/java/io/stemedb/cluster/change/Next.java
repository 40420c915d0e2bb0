package io.stemedb.cluster.change;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.json.CanonicalJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a change is.
 *
 * @param state facts that are to be stated now; none to wait or if it is done
 * @param pending shards that are not yet as they are to be
 * @param done whether nothing is left to do
 * @param forGood whether what is stated now cannot be taken back
 */
public record Next(Map<FactKey, CanonicalJson> state, List<Pending> pending, boolean done, boolean forGood) {
    private static final int NAMED = 3;
    private static final long MEBIBYTE = 1 << 20;

    public Next {
        state = Map.copyOf(state);
        pending = List.copyOf(pending);
    }

    /**
     * A shard that waits.
     *
     * @param why what it waits for
     * @param bytes that are to be copied for it, about
     */
    public record Pending(int shard, String why, long bytes) {}

    static Next state(FactKey key, CanonicalJson value, boolean forGood) {
        return new Next(Map.of(key, value), List.of(), false, forGood);
    }

    static Next waiting(List<Pending> pending) {
        return new Next(Map.of(), pending, pending.isEmpty(), false);
    }

    static Next finished() {
        return new Next(Map.of(), List.of(), true, false);
    }

    /** In a few words for an operator: how much is left, and what it waits for. */
    public String what() {
        if (done) {
            return "done";
        }
        if (pending.isEmpty()) {
            return "the other nodes are told";
        }
        long bytes = pending.stream().mapToLong(Pending::bytes).sum();
        String much = bytes < MEBIBYTE ? "" : ", " + bytes / MEBIBYTE + " MiB";
        return pending.size() + (pending.size() == 1 ? " shard" : " shards") + " to go" + much + ": " + reasons();
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
