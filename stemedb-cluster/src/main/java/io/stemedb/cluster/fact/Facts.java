package io.stemedb.cluster.fact;

import io.stemedb.access.TokenSet;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.json.CanonicalJson;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a node knows of the cluster: the greatest version of each fact that it has seen. Immutable. Values are read
 * once, since every write asks for some of them.
 */
public final class Facts {
    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of());

    private static final int MOST_FACTORS = 128;

    private final Map<FactKey, Fact> greatest;
    private final Map<Integer, List<String>> holders;
    // Read by whoever needs them first; two who do so at once read the same.
    private volatile Optional<Genesis> genesis;
    private volatile SortedMap<String, Boolean> standings;
    private volatile SortedMap<String, Addresses> addresses;
    private volatile SortedMap<Integer, String> pinned;
    private volatile SortedSet<String> draining;
    private volatile TokenSet tokens;
    private volatile Map<String, SortedSet<Integer>> shardsByNode;
    private volatile int factor;

    private Facts(Map<FactKey, Fact> greatest) {
        this(greatest, Map.of());
    }

    /** @param holders lists that were read already */
    private Facts(Map<FactKey, Fact> greatest, Map<Integer, List<String>> holders) {
        this.greatest = greatest;
        this.holders = new ConcurrentHashMap<>(holders);
    }

    /** The facts after one more was seen; these, if it is not greater than what is known. */
    public Facts with(Fact fact) {
        Fact known = greatest.get(fact.key());
        if (known != null && Fact.BY_RANK.compare(known, fact) >= 0) {
            return this;
        }
        Map<FactKey, Fact> next = new HashMap<>(greatest);
        next.put(fact.key(), fact);
        Facts more = new Facts(next, holders); // a thousand lists would else be read again for each that changes
        if (fact.key().kind() == Kind.HOLDERS) {
            more.holders.remove(fact.key().shard());
        }
        if (fact.key().kind() != Kind.TOKEN) {
            more.tokens = tokens; // every call asks for them, and only tells by the set itself whether it is another
        }
        return more;
    }

    /** The facts if a node stated one more now, to plan by. */
    public Facts supposing(FactKey key, CanonicalJson value, String node) {
        return with(new Fact(key, nextVersion(key), node, value));
    }

    /** What is known of something. */
    public Optional<Fact> get(FactKey key) {
        return Optional.ofNullable(greatest.get(key));
    }

    /** All that is known, in the order of their paths. */
    public List<Fact> all() {
        return greatest.values().stream()
                .sorted(Comparator.comparing(fact -> fact.key().conceptPath()))
                .toList();
    }

    /** The version that the next fact about something needs to count. */
    public long nextVersion(FactKey key) {
        Fact known = greatest.get(key);
        return known == null ? 1 : known.version() + 1;
    }

    /** Sum of all versions: it rises with each change that a node learns of. */
    public long metaVersion() {
        return greatest.values().stream().mapToLong(Fact::version).sum();
    }

    /** The cluster; empty before there is one. */
    public Optional<Genesis> genesis() {
        Optional<Genesis> known = genesis;
        if (known == null) {
            known = get(FactKey.of(Kind.GENESIS)).map(Values::genesis);
            genesis = known;
        }
        return known;
    }

    /** Whether each node of which that is known is a member. */
    public SortedMap<String, Boolean> standings() {
        SortedMap<String, Boolean> known = standings;
        if (known == null) {
            known = each(Kind.MEMBER, fact -> Values.isIn(fact) || isVoid(fact));
            standings = known;
        }
        return known;
    }

    /**
     * Whether a removal without a majority was stated by a node that a majority has removed: of two sides that each
     * took the other for lost, the one that had more than half of the nodes is right. If neither had, nobody would be a
     * member any more: then the node with the lesser name is right.
     */
    private boolean isVoid(Fact removal) {
        return Values.isUnsafe(removal)
                && get(FactKey.of(Kind.MEMBER, removal.node()))
                        .filter(author -> !Values.isIn(author))
                        .filter(author -> !Values.isUnsafe(author) || givesWay(removal.node(), author.node()))
                        .isPresent();
    }

    private boolean givesWay(String node, String other) {
        boolean mutual = get(FactKey.of(Kind.MEMBER, other))
                .filter(fact -> Values.isUnsafe(fact) && fact.node().equals(node))
                .isPresent();
        return mutual && other.compareTo(node) < 0;
    }

    /**
     * Nodes that are out only because this one has said so without a majority, or one of them has: that is void once a
     * majority has removed who said it. Each comes before the one on whose word it is out.
     */
    public Set<String> outOnWordOf(String node) {
        Set<String> out = new LinkedHashSet<>();
        addOutOnWordOf(node, new HashSet<>(Set.of(node)), out);
        return out;
    }

    private void addOutOnWordOf(String author, Set<String> seen, Set<String> out) {
        standings().forEach((node, in) -> {
            boolean onItsWord = get(FactKey.of(Kind.MEMBER, node))
                    .filter(fact -> fact.node().equals(author) && Values.isUnsafe(fact))
                    .isPresent();
            if (!in && onItsWord && seen.add(node)) {
                addOutOnWordOf(node, seen, out);
                out.add(node);
            }
        });
    }

    /** Where a node is reached. */
    public Optional<Addresses> addresses(String node) {
        return Optional.ofNullable(addresses().get(node));
    }

    /** Where each node of which that is known is reached. */
    public SortedMap<String, Addresses> addresses() {
        SortedMap<String, Addresses> known = addresses;
        if (known == null) {
            known = each(Kind.ADDRESS, Values::addresses);
            addresses = known;
        }
        return known;
    }

    /** Who is to keep a shard, the one that should lead it first; empty before anybody has planned. */
    public List<String> holders(int shard) {
        return holders.computeIfAbsent(
                shard,
                some -> get(FactKey.of(Kind.HOLDERS, some)).map(Values::holders).orElse(List.of()));
    }

    /** The shards in whose lists a node stands. */
    public SortedSet<Integer> shardsOf(String node) {
        Map<String, SortedSet<Integer>> known = shardsByNode;
        if (known == null) {
            known = readShardsByNode();
            shardsByNode = known;
        }
        return known.getOrDefault(node, Collections.emptySortedSet());
    }

    private Map<String, SortedSet<Integer>> readShardsByNode() {
        Map<String, SortedSet<Integer>> shards = new HashMap<>();
        for (FactKey key : greatest.keySet()) {
            int shard = key.kind() == Kind.HOLDERS ? key.shard() : -1;
            for (String node : shard < 0 ? List.<String>of() : holders(shard)) {
                shards.computeIfAbsent(node, name -> new TreeSet<>()).add(shard);
            }
        }
        shards.replaceAll((node, some) -> Collections.unmodifiableSortedSet(some));
        return shards;
    }

    /** Nodes that are to give their places in lists to others. */
    public SortedSet<String> draining() {
        SortedSet<String> known = draining;
        if (known == null) {
            known = Collections.unmodifiableSortedSet(readDraining());
            draining = known;
        }
        return known;
    }

    private SortedSet<String> readDraining() {
        SortedSet<String> draining = new TreeSet<>();
        each(Kind.DRAIN, Values::isDraining).forEach((node, is) -> {
            if (is) {
                draining.add(node);
            }
        });
        return draining;
    }

    /** Which node an operator wants to lead a shard, by shard. One that is out leads none any more. */
    public SortedMap<Integer, String> pins() {
        SortedMap<Integer, String> known = pinned;
        if (known == null) {
            known = Collections.unmodifiableSortedMap(readPins());
            pinned = known;
        }
        return known;
    }

    private SortedMap<Integer, String> readPins() {
        SortedMap<Integer, String> pins = new TreeMap<>();
        greatest.forEach((key, fact) -> {
            String node = key.kind() == Kind.PIN ? Values.pinned(fact) : null;
            if (node != null && standings().getOrDefault(node, true)) {
                pins.put(Integer.valueOf(key.subject()), node);
            }
        });
        return pins;
    }

    /** All tokens that were ever made known. */
    public TokenSet tokens() {
        TokenSet known = tokens;
        if (known == null) {
            known = TokenSet.of(each(Kind.TOKEN, TokenValues::token).values());
            tokens = known;
        }
        return known;
    }

    /** The change that is under way or was the last one; empty if there was none. */
    public Optional<UnderWay> change() {
        return get(FactKey.of(Kind.CHANGE)).map(Values::underWay);
    }

    /** How many nodes are to keep each shard; 1 before there is a cluster. */
    public int factor() {
        if (factor == 0) {
            factor = get(FactKey.of(Kind.FACTOR)).map(Values::factor).orElse(1);
        }
        return factor;
    }

    /**
     * Which fact says how many nodes are to keep each shard, to be compared with itself alone; 0 before there is one.
     * Two sides of a cut may give two factors one version.
     */
    public long factorVersion() {
        return get(FactKey.of(Kind.FACTOR))
                .map(fact -> fact.version() * MOST_FACTORS + factor() % MOST_FACTORS)
                .orElse(0L);
    }

    private <T> SortedMap<String, T> each(Kind kind, Function<Fact, T> read) {
        SortedMap<String, T> some = new TreeMap<>();
        greatest.forEach((key, fact) -> {
            if (key.kind() == kind) {
                some.put(key.subject(), read.apply(fact));
            }
        });
        return Collections.unmodifiableSortedMap(some);
    }
}
