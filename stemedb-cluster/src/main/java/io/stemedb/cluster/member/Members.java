package io.stemedb.cluster.member;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who belongs to the cluster, by the facts that one node knows.
 *
 * @param standings by node id
 * @param unnamedSeeds configured seeds that no fact names: a node id if the seed has ever answered, else its address.
 *     Seeds that a fact names are left out.
 */
public record Members(SortedMap<String, Standing> standings, SortedSet<String> unnamedSeeds) {
    public Members {
        requireNonNull(standings, "standings");
        standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
        SortedSet<String> unnamed = new TreeSet<>(unnamedSeeds);
        unnamed.removeAll(standings.keySet());
        unnamedSeeds = Collections.unmodifiableSortedSet(unnamed);
    }

    /**
     * Seeds as they are configured. Two addresses of one node count once.
     *
     * @param nodeIdByAddress whom an address was seen to belong to, this node's own addresses among them
     */
    public static Members of(
            SortedMap<String, Standing> standings, Collection<String> seeds, Map<String, String> nodeIdByAddress) {
        SortedSet<String> named = new TreeSet<>();
        seeds.forEach(seed -> named.add(nodeIdByAddress.getOrDefault(seed, seed)));
        return new Members(standings, named);
    }

    /** Nodes that are in, by id. */
    public SortedSet<String> members() {
        SortedSet<String> in = new TreeSet<>();
        standings.forEach((id, standing) -> {
            if (standing == Standing.IN) {
                in.add(id);
            }
        });
        return in;
    }

    /**
     * Whom majorities and completeness count. Seeds that no fact names are among them: a node that restarts alone
     * would else be a majority of one, and call itself complete without what the others took.
     */
    public SortedSet<String> counted() {
        SortedSet<String> counted = members();
        counted.addAll(unnamedSeeds);
        return counted;
    }

    public boolean isMember(String id) {
        return standings.get(id) == Standing.IN;
    }

    public boolean isOut(String id) {
        return standings.get(id) == Standing.OUT;
    }

    /** Whether these are more than half of the counted nodes. Nodes that do not count are ignored. */
    public boolean isMajority(Collection<String> ids) {
        SortedSet<String> counted = counted();
        long among = ids.stream().filter(id -> counted.contains(id)).distinct().count();
        return among * 2 > counted.size();
    }
}
