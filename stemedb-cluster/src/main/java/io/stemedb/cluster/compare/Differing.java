package io.stemedb.cluster.compare;

import io.stemedb.cluster.peer.Survey.Branch;
import io.stemedb.cluster.peer.Surveyed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the answers of two nodes to one survey differ in. Pure. */
final class Differing {
    private Differing() {}

    private record Place(int shard, int bucket) {}

    /**
     * Records of a bucket that only one of two nodes shows, by name.
     *
     * @param here that only the first has
     * @param there that only the second has
     */
    record Bucket(int shard, int bucket, List<Long> here, List<Long> there) {
        boolean isAlike() {
            return here.isEmpty() && there.isEmpty();
        }
    }

    /** Shards that both have whole and that differ. */
    static List<Branch> shards(Surveyed one, Surveyed other) {
        List<Branch> differing = new ArrayList<>();
        common(one, other).forEach((place, pair) -> {
            if (!pair.get(0).equals(pair.get(1))) {
                differing.add(new Branch(place.shard(), new BitSet()));
            }
        });
        return differing;
    }

    /** The buckets in which shards differ. */
    static List<Branch> buckets(Surveyed one, Surveyed other) {
        List<Branch> differing = new ArrayList<>();
        common(one, other).forEach((place, pair) -> {
            BitSet buckets = new BitSet();
            for (int i = 0; i < pair.get(0).size(); i++) {
                buckets.set(i, !pair.get(0).get(i).equals(pair.get(1).get(i)));
            }
            if (!buckets.isEmpty()) {
                differing.add(new Branch(place.shard(), buckets));
            }
        });
        return differing;
    }

    /** The records of the buckets that both have named. */
    static List<Bucket> records(Surveyed one, Surveyed other) {
        List<Bucket> differing = new ArrayList<>();
        common(one, other)
                .forEach((place, pair) -> differing.add(new Bucket(
                        place.shard(),
                        place.bucket(),
                        without(pair.get(0), pair.get(1)),
                        without(pair.get(1), pair.get(0)))));
        return differing;
    }

    /** What was asked and is not among the buckets that both have named. */
    static List<Branch> left(List<Branch> asked, List<Bucket> answered) {
        Map<Integer, BitSet> left = new TreeMap<>();
        asked.forEach(
                branch -> left.put(branch.shard(), (BitSet) branch.buckets().clone()));
        answered.forEach(bucket -> left.get(bucket.shard()).clear(bucket.bucket()));
        List<Branch> branches = new ArrayList<>();
        left.forEach((shard, buckets) -> {
            if (!buckets.isEmpty()) {
                branches.add(new Branch(shard, buckets));
            }
        });
        return branches;
    }

    /** Some buckets as what is asked next. */
    static List<Branch> branches(List<Bucket> buckets) {
        Map<Integer, BitSet> shards = new TreeMap<>();
        buckets.forEach(one ->
                shards.computeIfAbsent(one.shard(), shard -> new BitSet()).set(one.bucket()));
        List<Branch> branches = new ArrayList<>();
        shards.forEach((shard, set) -> branches.add(new Branch(shard, set)));
        return branches;
    }

    private static List<Long> without(List<Long> some, List<Long> others) {
        Set<Long> left = new HashSet<>(some);
        left.removeAll(new HashSet<>(others));
        return List.copyOf(left);
    }

    private static Map<Place, List<List<Long>>> common(Surveyed one, Surveyed other) {
        Map<Place, List<Long>> theirs = new HashMap<>();
        other.parts().forEach(part -> theirs.put(new Place(part.shard(), part.bucket()), part.marks()));
        Map<Place, List<List<Long>>> common = new HashMap<>();
        for (Surveyed.Part part : one.parts()) {
            Place place = new Place(part.shard(), part.bucket());
            if (theirs.containsKey(place)) {
                common.put(place, List.of(part.marks(), theirs.get(place)));
            }
        }
        return common;
    }
}
