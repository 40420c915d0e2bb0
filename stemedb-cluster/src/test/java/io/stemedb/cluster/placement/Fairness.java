package io.stemedb.cluster.placement;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;

/** Counts afresh what a plan keeps count of. */
public final class Fairness {
    private Fairness() {}

    /** By how much the numbers of lists that the nodes stand in differ. */
    public static long spreadOfHolders(HolderLists lists, Set<String> nodes) {
        return spread(lists, nodes, List::contains);
    }

    /** By how much the numbers of lists that the nodes lead differ. */
    public static long spreadOfLeaders(HolderLists lists, Set<String> nodes) {
        return spread(
                lists, nodes, (list, node) -> !list.isEmpty() && list.get(0).equals(node));
    }

    /**
     * The fewest copies that must be made for full and even lists, whatever the plan: the nodes can keep no more of
     * what
     * they have than their even share, and some have less than that.
     */
    public static long fewestCopies(HolderLists before, Set<String> nodes, int factor) {
        if (nodes.isEmpty()) {
            return 0;
        }
        long places = (long) before.lists().size() * Math.min(factor, nodes.size());
        long share = places / nodes.size();
        long oneMore = places % nodes.size();
        long[] loads = loads(before, nodes, List::contains).toArray();
        long kept = LongStream.of(loads).map(load -> Math.min(load, share)).sum();
        long above = LongStream.of(loads).filter(load -> load > share).count();
        return places - kept - Math.min(oneMore, above);
    }

    private static long spread(HolderLists lists, Set<String> nodes, BiPredicate<List<String>, String> counts) {
        var statistics = loads(lists, nodes, counts).summaryStatistics();
        return nodes.isEmpty() ? 0 : statistics.getMax() - statistics.getMin();
    }

    private static LongStream loads(HolderLists lists, Set<String> nodes, BiPredicate<List<String>, String> counts) {
        return nodes.stream()
                .mapToLong(node -> lists.lists().values().stream()
                        .filter(list -> counts.test(list, node))
                        .count());
    }
}
