package io.stemedb.cluster.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The lists while a plan is made. Nodes and shards are numbers here, in the order of their names, and loads are kept
 * up to date: a plan over 1,024 shards and 100 nodes would else spend its time counting.
 */
final class Draft {
    static final int NOBODY = -1;

    final int nodes;
    final int shards;
    /** How many lists a node stands in. */
    final int[] load;

    private final String[] names;
    private final int[] shardIds;
    private final List<List<String>> before = new ArrayList<>();
    private final List<List<Integer>> lists = new ArrayList<>();
    private final BitSet[] had;
    private final BitSet[] held;
    private final BitSet[] pins;
    private final BitSet changed = new BitSet();
    private final Why[] why;
    private final int full;

    Draft(Set<String> eligible, HolderLists from, Map<Integer, String> pins, int factor) {
        names = new TreeSet<>(eligible).toArray(String[]::new);
        nodes = names.length;
        shards = from.lists().size();
        shardIds = from.lists().keySet().stream().mapToInt(Integer::intValue).toArray();
        load = new int[nodes];
        had = sets();
        held = sets();
        this.pins = sets();
        why = new Why[shards];
        full = Math.min(factor, nodes);
        for (int shard = 0; shard < shards; shard++) {
            before.add(from.of(shardIds[shard]));
            lists.add(new ArrayList<>());
            int pinned = numberOf(pins.get(shardIds[shard]));
            if (pinned != NOBODY) {
                this.pins[pinned].set(shard);
            }
        }
    }

    private BitSet[] sets() {
        return Stream.generate(() -> new BitSet(shards)).limit(nodes).toArray(BitSet[]::new);
    }

    private int numberOf(String name) {
        return name == null ? NOBODY : Math.max(NOBODY, Arrays.binarySearch(names, name));
    }

    /** Takes over what stands, but for nodes that are not eligible. */
    void leave() {
        for (int shard = 0; shard < shards; shard++) {
            for (String name : before.get(shard)) {
                int node = numberOf(name);
                if (node == NOBODY) {
                    because(shard, Why.LEAVE);
                } else {
                    had[node].set(shard);
                    put(shard, lists.get(shard).size(), node);
                }
            }
        }
    }

    /** @param away nodes that are not there now */
    void pin(Set<String> away) {
        BitSet absent = new BitSet(nodes);
        away.stream().map(this::numberOf).filter(node -> node != NOBODY).forEach(absent::set);
        for (int node = 0; node < nodes; node++) {
            int pinned = node;
            pins[node].stream()
                    .filter(shard -> first(shard) != pinned)
                    .forEach(shard -> putFirst(shard, pinned, absent));
        }
    }

    private void putFirst(int shard, int node, BitSet absent) {
        List<Integer> list = lists.get(shard);
        if (holds(shard, node)) {
            take(shard, list.indexOf(node));
        } else if (list.size() >= full) {
            take(shard, leastMissed(list, absent));
        }
        put(shard, 0, node);
        because(shard, Why.PIN);
    }

    /**
     * The first one of those who are there most likely leads and has everything, so the last one makes room; and before
     * that one somebody who is away, since the last may be the only one who is there.
     */
    private static int leastMissed(List<Integer> list, BitSet absent) {
        int last = list.size() - 1;
        for (int place = last; place >= 0; place--) {
            if (absent.get(list.get(place))) {
                return place;
            }
        }
        return last;
    }

    void fill() {
        for (int shard = 0; shard < shards; shard++) {
            while (lists.get(shard).size() < full) {
                put(shard, lists.get(shard).size(), leastLoaded(shard));
                because(shard, Why.FILL);
            }
        }
    }

    /** Shortens lists, by the node that has most to do; the first of a list stays. */
    void trim() {
        for (int shard = 0; shard < shards; shard++) {
            List<Integer> list = lists.get(shard);
            while (list.size() > full) {
                int most = 1;
                for (int place = 2; place < list.size(); place++) {
                    most = load[list.get(place)] >= load[list.get(most)] ? place : most;
                }
                take(shard, most);
                because(shard, Why.TRIM);
            }
        }
    }

    /** The node with the fewest lists among those that are not in this one; NOBODY if all are. */
    int leastLoaded(int shard) {
        int least = NOBODY;
        for (int node = 0; node < nodes; node++) {
            if (!holds(shard, node) && (least == NOBODY || isBefore(shard, node, least))) {
                least = node;
            }
        }
        return least;
    }

    private boolean isBefore(int shard, int node, int other) {
        return load[node] != load[other] ? load[node] < load[other] : mixed(shard, node) < mixed(shard, other);
    }

    /**
     * Equal loads are told apart by shard. In the order of names the same nodes would always share their shards, and
     * if one of them fell, one other would have to lead all of them.
     */
    private static int mixed(int shard, int node) {
        int mixed = (shard * 0x9E3779B9 + node) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 15) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }

    boolean holds(int shard, int node) {
        return held[node].get(shard);
    }

    /** The shards that a node stands in the lists of; not a copy. */
    BitSet held(int node) {
        return held[node];
    }

    /** Shards that a node was given by this plan. To give them to another one instead costs nothing. */
    BitSet newOnes(int node) {
        BitSet newOnes = movable(node);
        newOnes.andNot(had[node]);
        return newOnes;
    }

    /** Shards that a node holds without being pinned to them. */
    BitSet movable(int node) {
        return unpinned(node, held[node]);
    }

    BitSet unpinned(int node, BitSet of) {
        BitSet unpinned = (BitSet) of.clone();
        unpinned.andNot(pins[node]);
        return unpinned;
    }

    /** Shards whose lists stand as they were. */
    BitSet unchanged() {
        BitSet unchanged = new BitSet(shards);
        unchanged.set(0, shards);
        unchanged.andNot(changed);
        return unchanged;
    }

    /** The first of a list; NOBODY if it is empty. */
    int first(int shard) {
        return lists.get(shard).isEmpty() ? NOBODY : lists.get(shard).get(0);
    }

    void replace(int shard, int node, int by) {
        int place = lists.get(shard).indexOf(node);
        take(shard, place);
        put(shard, place, by);
        because(shard, Why.BALANCE_HOLDERS);
    }

    void lead(int shard, int node) {
        Collections.swap(lists.get(shard), 0, lists.get(shard).indexOf(node));
        because(shard, Why.BALANCE_LEADERS);
    }

    private void put(int shard, int place, int node) {
        lists.get(shard).add(place, node);
        held[node].set(shard);
        load[node]++;
    }

    private void take(int shard, int place) {
        int node = lists.get(shard).remove(place);
        held[node].clear(shard);
        load[node]--;
    }

    private void because(int shard, Why reason) {
        if (why[shard] == null) {
            why[shard] = reason;
            changed.set(shard);
        }
    }

    Plan plan() {
        SortedMap<Integer, List<String>> target = new TreeMap<>();
        List<Step> steps = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            List<String> after = after(shard);
            target.put(shardIds[shard], after);
            if (!after.equals(before.get(shard))) {
                steps.add(new Step(shardIds[shard], before.get(shard), after, why[shard]));
            }
        }
        return new Plan(new HolderLists(target), steps);
    }

    /** A list that nobody may stand in stays as it is: somebody of it may come back, and no fact calls it empty. */
    private List<String> after(int shard) {
        List<Integer> list = lists.get(shard);
        return list.isEmpty()
                ? before.get(shard)
                : list.stream().map(node -> names[node]).toList();
    }
}
