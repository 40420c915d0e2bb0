package io.stemedb.cluster.placement;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The holder list of each shard, ordered by shard. The first of a list is the one that should lead.
 *
 * @param lists node ids; a node that stands in a list twice counts where it stands first
 */
public record HolderLists(Map<Integer, List<String>> lists) {
    public HolderLists {
        SortedMap<Integer, List<String>> copy = new TreeMap<>();
        lists.forEach((shard, list) -> copy.put(shard, list.stream().distinct().toList()));
        lists = Collections.unmodifiableSortedMap(copy);
    }

    /** Shards from 0 on that nobody holds yet. */
    public static HolderLists empty(int shards) {
        SortedMap<Integer, List<String>> lists = new TreeMap<>();
        IntStream.range(0, shards).forEach(shard -> lists.put(shard, List.of()));
        return new HolderLists(lists);
    }

    /** The list of a shard; empty if there is none. */
    public List<String> of(int shard) {
        return lists.getOrDefault(shard, List.of());
    }
}
