package io.stemedb.cluster.agreement;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a copy has all of, as of some moment: everything that was in these stores then. A claim that was acknowledged
 * since is on as many disks as a quorum has. So if fewer of these stores than that cannot be asked, one that can be has
 * the claim.
 *
 * @param stores by node, the incarnation of its store: a node whose disk was lost has another one
 * @param out nodes that had been removed by then. What only they have is away until they are back.
 * @param factorVersion which fact said how many disks a quorum has
 */
public record Base(SortedMap<String, Long> stores, SortedSet<String> out, long factorVersion) {
    public Base {
        stores = Collections.unmodifiableSortedMap(new TreeMap<>(stores));
        out = Collections.unmodifiableSortedSet(new TreeSet<>(out));
    }

    /** A base of what was seen now. */
    public static Base of(Map<String, Long> stores, Set<String> out, long factorVersion) {
        return new Base(new TreeMap<>(stores), new TreeSet<>(out), factorVersion);
    }
}
