package io.stemedb.cluster.node;

import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a data directory is that of a node of a cluster: alone it would call complete what is not. */
final class Belonging {
    private Belonging() {}

    /**
     * Why a directory is not to be served without other nodes; empty if nothing speaks against it.
     *
     * @param self the node's name
     */
    static Optional<String> refusal(AssertionReader store, String self) {
        Facts facts = facts(store);
        SortedSet<String> others = new TreeSet<>();
        facts.standings().forEach((node, in) -> {
            if (in && !node.equals(self)) {
                others.add(node);
            }
        });
        return others.isEmpty() ? Optional.empty() : Optional.of(words(facts, others));
    }

    private static Facts facts(AssertionReader store) {
        String root = FactKey.ROOT.substring(0, FactKey.ROOT.length() - 1);
        Facts facts = Facts.NONE;
        try (SlotCursor slots = store.slots(new SlotRange(SlotRange.Scope.BELOW, root, null, null, true, true))) {
            while (slots.next()) {
                for (Fact fact : slots.claims().stream()
                        .map(Fact::read)
                        .flatMap(Optional::stream)
                        .toList()) {
                    facts = facts.with(fact);
                }
            }
        }
        return facts;
    }

    private static String words(Facts facts, SortedSet<String> others) {
        Map<String, Addresses> addresses = facts.addresses();
        String seeds = others.stream()
                .map(addresses::get)
                .filter(Objects::nonNull)
                .map(Addresses::membership)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(","));
        return "this data directory is that of a node of cluster "
                + facts.genesis().map(Genesis::name).orElse("?") + ", beside " + String.join(", ", others)
                + ". Without them it would call complete what is not. Start it with --seed-nodes "
                + (seeds.isEmpty() ? "and where they are" : seeds)
                + ", or say STEMEDB_CLUSTER_ENABLED=false to look at what it has alone";
    }
}
