package io.stemedb.cluster.agreement;

import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.Standing;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Which base a copy should rest on. */
public final class Basing {
    private static final long MOST_AGE_NANOS = 3_000_000_000L;

    /**
     * A store that was first seen later may be in the place of one that had a claim a moment ago: with it, and another
     * node that goes away now, two disks would be gone where only one seems to be.
     */
    private static final long LEAST_STORE_AGE_NANOS = 10_000_000_000L;

    private Basing() {}

    /** Whom a base of this moment names: the same for every shard. */
    public record Everybody(String self, SortedSet<String> others, SortedSet<String> out) {
        public static Everybody of(Members members, String self) {
            SortedSet<String> others = members.counted();
            others.remove(self);
            SortedSet<String> out = new TreeSet<>();
            members.standings().forEach((node, standing) -> {
                if (standing == Standing.OUT) {
                    out.add(node);
                }
            });
            return new Everybody(self, others, out);
        }

        /**
         * Whether a base names just these, with the stores that a shard was compared with last. {@link #now} then finds
         * this base or none.
         *
         * @param compared by node, the store of the last comparison; null if there was none
         */
        public boolean isIn(Base base, long ownStore, Function<String, Long> compared) {
            Long own = base.stores().get(self);
            return own != null
                    && own == ownStore
                    && base.stores().size() == others.size() + 1
                    && base.out().equals(out)
                    && others.stream().allMatch(node -> {
                        Long store = base.stores().get(node);
                        return store != null && store.equals(compared.apply(node));
                    });
        }
    }

    /**
     * The base that the copy has now: it was compared with every counted node.
     *
     * @param storeSince when a node's present store was first seen, on the clock of the comparisons
     * @param agreeingSince since when a node is known to know who is in and how many disks a quorum has, as this one
     *     knows it; null if it may not have heard of it: then it goes on as before
     */
    public static Optional<Base> now(
            Knowledge knowledge, ToLongFunction<String> storeSince, Function<String, Long> agreeingSince) {
        long now = knowledge.liveness().now();
        Everybody everybody = Everybody.of(knowledge.members(), knowledge.self());
        SortedSet<String> others = everybody.others();
        Ground ground = knowledge.ground();
        boolean all =
                Completeness.comparedSince(knowledge, now - MOST_AGE_NANOS).all()
                        && others.stream()
                                .allMatch(node -> ground.stores().containsKey(node)
                                        && Ground.isSettled(knowledge, node, agreeingSince.apply(node))
                                        && ground.factsAt().containsKey(node)
                                        && now - ground.factsAt().get(node) <= MOST_AGE_NANOS
                                        && now - storeSince.applyAsLong(node) >= LEAST_STORE_AGE_NANOS);
        if (!all) {
            return Optional.empty();
        }
        SortedMap<String, Long> stores = new TreeMap<>(ground.stores());
        stores.keySet().retainAll(others);
        stores.put(knowledge.self(), ground.ownStore());
        return Optional.of(Base.of(stores, everybody.out(), ground.factorVersion()));
    }

    /**
     * Whether another node's base is better: fewer nodes are missing by it, or it names nodes that this copy was never
     * compared with and would otherwise have to be.
     *
     * @param offered what that node's copy rested on when this copy was found to have all of it
     */
    public static boolean isBetter(Knowledge knowledge, Base offered) {
        Ground ground = knowledge.ground();
        if (ground.factorVersion() != offered.factorVersion()) {
            return false;
        }
        Base own = ground.base();
        if (own == null || own.factorVersion() != ground.factorVersion()) {
            return true;
        }
        long earliest = knowledge.liveness().now() - MOST_AGE_NANOS;
        Ground other = ground.on(offered);
        int fewer = ground.missing(knowledge, earliest).size()
                - other.missing(knowledge, earliest).size();
        boolean suits = other.hasComparedNewcomers(knowledge);
        return suits == ground.hasComparedNewcomers(knowledge) ? fewer > 0 : suits && fewer >= 0;
    }
}
