package io.stemedb.cluster.change;

import io.stemedb.cluster.change.Next.Pending;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What is to be done for a change, as one node sees it. Pure: the same situation gives the same answer. */
final class Course {
    private Course() {}

    /**
     * What a shard waits for.
     *
     * @param copies that no node has begun yet
     */
    private record Wait(String why, long copies) {
        static Optional<Wait> of(String why) {
            return Optional.of(new Wait(why, 0));
        }

        static Optional<Wait> of(String why, long copies) {
            return Optional.of(new Wait(why, Math.max(0, copies)));
        }
    }

    /**
     * What comes next.
     *
     * @param owedBytes of dropped copies that merges have yet to give back, by node
     * @throws StemeException unsafe, if it cannot come about any more
     */
    static Next next(Change change, Situation now, Terms terms, Map<String, Long> owedBytes) {
        SortedMap<String, Long> owed = owing(now, owedBytes);
        if (change instanceof Change.Drain drain) {
            owed.keySet().removeIf(node -> !node.equals(drain.node()));
            return drain(now, terms, drain.node(), owed);
        }
        if (change instanceof Change.Undrain undrain) {
            Map<FactKey, CanonicalJson> state = Beside.undrain(now.facts(), undrain.node());
            return state.isEmpty() ? Next.finished() : Next.state(state, false);
        }
        if (change instanceof Change.Remove remove) {
            return remove(now, terms, remove);
        }
        if (change instanceof Change.Rebalance rebalance) {
            return share(now, terms, rebalance.node(), owed);
        }
        if (change instanceof Change.Pin pin) {
            requireMember(now, pin.node(), unpin(pin));
            Next waiting = Next.waiting(unled(now, terms, pin));
            return state(now, FactKey.of(Kind.PIN, pin.shard()), Values.pin(pin.node()), waiting);
        }
        if (change instanceof Change.Unpin unpin) {
            return state(now, FactKey.of(Kind.PIN, unpin.shard()), Values.pin(null), Next.finished());
        }
        int copies = ((Change.Factor) change).copies();
        List<Pending> unsettled = each(now, terms, shard -> settled(now, terms, shard));
        Next waiting = Next.waiting(unsettled, owed).but(fewer(now, terms, copies));
        return state(now, FactKey.of(Kind.FACTOR), Values.factor(copies), waiting);
    }

    private static Optional<String> fewer(Situation now, Terms terms, int copies) {
        int able = Planning.eligibility(now, terms).eligible().size();
        return able >= copies
                ? Optional.empty()
                : Optional.of("shards have " + able + " of " + copies + " copies, as no more nodes can keep some");
    }

    /** Live members that have much to give back: of the others nobody knows when they will. */
    private static SortedMap<String, Long> owing(Situation now, Map<String, Long> owedBytes) {
        SortedMap<String, Long> owing = new TreeMap<>(owedBytes);
        owing.keySet().retainAll(now.liveMembers());
        owing.values().removeIf(bytes -> bytes < Leftovers.LITTLE);
        return owing;
    }

    /**
     * What is stated for a change and is so. It may be known here alone: whoever has stated it may have reached nobody
     * else, or has ended before he knew.
     */
    static Map<FactKey, CanonicalJson> known(Change change, Facts facts) {
        Map<FactKey, CanonicalJson> known = new LinkedHashMap<>(stated(change));
        known.entrySet()
                .removeIf(one -> facts.get(one.getKey())
                        .filter(fact -> fact.value().equals(one.getValue()))
                        .isEmpty());
        return known;
    }

    /** All that is stated for a change by and by, in this order; nothing if no majority is asked. */
    private static Map<FactKey, CanonicalJson> stated(Change change) {
        Map<FactKey, CanonicalJson> stated = new LinkedHashMap<>();
        if (change instanceof Change.Drain drain) {
            stated.put(FactKey.of(Kind.DRAIN, drain.node()), Values.draining(true));
        } else if (change instanceof Change.Undrain undrain) {
            stated.put(FactKey.of(Kind.DRAIN, undrain.node()), Values.draining(false));
        } else if (change instanceof Change.Remove remove && !remove.withoutMajority()) {
            if (!remove.force()) {
                stated.put(FactKey.of(Kind.DRAIN, remove.node()), Values.draining(true));
            }
            stated.put(FactKey.of(Kind.MEMBER, remove.node()), Values.standing(false));
        } else if (change instanceof Change.Pin pin) {
            stated.put(FactKey.of(Kind.PIN, pin.shard()), Values.pin(pin.node()));
        } else if (change instanceof Change.Unpin unpin) {
            stated.put(FactKey.of(Kind.PIN, unpin.shard()), Values.pin(null));
        } else if (change instanceof Change.Factor factor) {
            stated.put(FactKey.of(Kind.FACTOR), Values.factor(factor.copies()));
        }
        return stated;
    }

    /** Whether a change has come about that nobody can take back: a node that is out stays so. */
    static boolean isForGood(Change change, Facts facts) {
        return change instanceof Change.Remove remove
                && Boolean.FALSE.equals(facts.standings().get(remove.node()));
    }

    /** What is to be stated so that it is as it was before; nothing if there is no way back. */
    static Map<FactKey, CanonicalJson> back(Change change, Situation now) {
        // Also if it is so already: this node may be the only one that knows it.
        if (change instanceof Change.Drain drain) {
            return Map.of(FactKey.of(Kind.DRAIN, drain.node()), Values.draining(drain.drained()));
        }
        if (change instanceof Change.Remove remove) {
            return now.members().isOut(remove.node())
                    ? Map.of()
                    : Map.of(FactKey.of(Kind.DRAIN, remove.node()), Values.draining(remove.drained()));
        }
        if (change instanceof Change.Pin pin) {
            String before = pin.before().isEmpty() ? null : pin.before();
            return Map.of(FactKey.of(Kind.PIN, pin.shard()), Values.pin(before));
        }
        if (change instanceof Change.Factor factor) {
            return Map.of(FactKey.of(Kind.FACTOR), Values.factor(factor.before()));
        }
        return Map.of();
    }

    /** States it unless that is so already. */
    private static Next state(Situation now, FactKey key, CanonicalJson value, Next after) {
        boolean isSo =
                now.facts().get(key).filter(fact -> fact.value().equals(value)).isPresent();
        return isSo ? after : Next.state(key, value, false);
    }

    /** Done once the node keeps nothing, and its disk has the room of that again. */
    private static Next drain(Situation now, Terms terms, String node, SortedMap<String, Long> owed) {
        List<Pending> much =
                each(now, terms, shard -> elsewhere(now, shard, node).or(() -> left(now, node, shard)));
        Optional<String> stay = Leftovers.stay(now, terms, node);
        Next waiting = Next.waiting(much, owed).but(stay);
        return state(
                now,
                FactKey.of(Kind.DRAIN, node),
                Values.draining(true),
                Leftovers.few(now, terms, node)
                        .map(few -> waiting.thenFew(
                                each(now, terms, shard -> few(now, node, shard)),
                                few + stay.map(more -> "; " + more).orElse("")))
                        .orElse(waiting));
    }

    private static Optional<Wait> left(Situation now, String node, int shard) {
        if (now.liveMembers().contains(node)) {
            return Leftovers.isMuchToGo(now, node, shard) ? keptUntil(node, "others vouch") : Optional.empty();
        }
        if (!now.copies().containsKey(node)) {
            return Wait.of("perhaps kept by " + node + ", which is not reached");
        }
        return Leftovers.isToGo(now, node, shard)
                ? Wait.of("kept by " + node + ", which is not reached")
                : Optional.empty();
    }

    private static Optional<Wait> few(Situation now, String node, int shard) {
        return Leftovers.isToGo(now, node, shard) ? keptUntil(node, "others vouch for a few claims") : Optional.empty();
    }

    private static Optional<Wait> keptUntil(String node, String until) {
        return Wait.of("kept by " + node + " until " + until);
    }

    /** Drained first, and then out. */
    private static Next remove(Situation now, Terms terms, Change.Remove remove) {
        String node = remove.node();
        if (now.members().isOut(node)) {
            return Next.finished();
        }
        FactKey key = FactKey.of(Kind.MEMBER, node);
        if (remove.withoutMajority()) {
            return Next.state(key, Values.outWithoutMajority(), true);
        }
        Next out = Next.state(Beside.removal(now.facts(), node), true);
        if (remove.force()) {
            return out;
        }
        List<Pending> pending = each(now, terms, shard -> elsewhere(now, shard, node));
        return state(
                now,
                FactKey.of(Kind.DRAIN, node),
                Values.draining(true),
                pending.isEmpty() ? unlessTooFew(now, terms, remove, out) : Next.waiting(pending));
    }

    /** Others may have gone since it was begun, and this is the last moment at which it can be taken back. */
    private static Next unlessTooFew(Situation now, Terms terms, Change.Remove remove, Next out) {
        return Prechecks.tooFewWithout(now, terms, remove).map(Next::held).orElse(out);
    }

    /** What is missing until as many others as can be are listed for a shard, live, and have all of it. */
    private static Optional<Wait> elsewhere(Situation now, int shard, String node) {
        List<String> holders = now.holders(shard);
        if (holders.contains(node)) {
            return Wait.of("waiting for a place on another node", 1);
        }
        Set<String> staying = new TreeSet<>(now.liveMembers());
        staying.removeAll(now.facts().draining());
        int full = Math.max(1, Math.min(now.factor(), staying.size()));
        return holders.size() < full
                ? Wait.of("waiting for a list that is full", full - holders.size())
                : unfilled(now, shard);
    }

    private static Optional<Wait> unfilled(Situation now, int shard) {
        return unfilled(now, shard, now.holders(shard));
    }

    private static Optional<Wait> unfilled(Situation now, int shard, List<String> holders) {
        for (String holder : holders) {
            if (!now.liveMembers().contains(holder)) {
                return Wait.of("waiting for " + holder + ", which is not reached");
            }
            if (!now.canRead(holder, shard)) {
                return Wait.of("being copied to " + holder);
            }
        }
        return Optional.empty();
    }

    /** One that is out comes back under another id, so nothing is waited for. */
    private static void requireMember(Situation now, String node, String instead) {
        if (now.members().isOut(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " was removed; " + instead);
        }
    }

    /** One that was given up stands in no plan, and has nothing all the same. */
    private static Next share(Situation now, Terms terms, String node, SortedMap<String, Long> owed) {
        requireMember(now, node, "its share went to others");
        if (!now.liveMembers().contains(node)) {
            if (isGivenUp(now, terms, node)) { // it might never come back, and all other changes would wait for it
                throw StemeException.of(Refusal.UNSAFE, node + " has been away for too long; its share went to others");
            }
            return Next.held(node + " is not reached, so it takes no shards");
        }
        List<Pending> pending = uneven(now, terms, node);
        boolean paused = !Planning.eligibility(now, terms).mayBalance();
        return pending.isEmpty() && paused
                ? Next.held("lists are not evened out while a member may come back")
                : Next.waiting(pending, owed);
    }

    private static List<Pending> uneven(Situation now, Terms terms, String node) {
        Map<Integer, Long> planned = new TreeMap<>();
        List<Step> steps = new ArrayList<>(Planning.plan(now, terms).steps());
        if (steps.stream().anyMatch(step -> step.why() != Why.BALANCE_LEADERS)) {
            // These wait for all others, of which some may wait for a disk that is full.
            steps.removeIf(step -> step.why() == Why.BALANCE_LEADERS);
        }
        for (Step step : steps) {
            if (step.after().contains(node) || step.before().contains(node)) {
                planned.put(step.shard(), step.copies());
            }
        }
        return each(
                now,
                terms,
                shard -> planned.containsKey(shard)
                        ? Wait.of("waiting for its turn", planned.get(shard))
                        : now.holders(shard).contains(node) || Leftovers.isToGo(now, node, shard)
                                ? unfilled(now, shard).or(() -> leftOver(now, shard))
                                : Optional.empty());
    }

    /** Whether a member that does not drain has no place in any list any more. */
    private static boolean isGivenUp(Situation now, Terms terms, String node) {
        return !Planning.eligibility(now, terms).eligible().contains(node);
    }

    private static List<Pending> unled(Situation now, Terms terms, Change.Pin pin) {
        return unledWhy(now, terms, pin).map(wait -> pending(now, pin.shard(), wait)).stream()
                .toList();
    }

    private static Optional<Wait> unledWhy(Situation now, Terms terms, Change.Pin pin) {
        int shard = pin.shard();
        boolean isListed = now.holders(shard).contains(pin.node());
        int copies = isListed ? 0 : 1;
        if (!now.earlierNodes().isEmpty()) {
            String earlier = String.join(", ", now.earlierNodes());
            return Wait.of("waiting until these are of this release: " + earlier, copies);
        }
        if (now.facts().draining().contains(pin.node())) {
            String way = undrain(now, pin.node()) + ", or " + unpin(pin);
            return Wait.of("waiting for " + pin.node() + ", which drains: " + way, copies);
        }
        if (isGivenUp(now, terms, pin.node())) {
            String way = "bring it back, or " + unpin(pin);
            return Wait.of("waiting for " + pin.node() + ", which has been away for too long: " + way, copies);
        }
        // Who only leads another order of the list waits for nobody else in it.
        Optional<Wait> unfilled = unfilled(now, shard, pin.moves() ? now.holders(shard) : List.of(pin.node()));
        if (now.leader(shard).filter(pin.node()::equals).isPresent()) {
            return unfilled;
        }
        return isListed
                ? unfilled.or(() -> Wait.of("waiting for the list in which " + pin.node() + " is the first"))
                : Wait.of("waiting for a place on " + pin.node(), copies);
    }

    /** A drain is not undone beside the change that has stated it. */
    private static String undrain(Situation now, String node) {
        return now.facts()
                .change()
                .filter(change -> change.running() && ChangeLock.isOf(change, node))
                .map(change -> "abort what has it drain with DELETE /admin/tasks/" + change.task())
                .orElse("have it take some again with POST /admin/nodes/" + node + "/undrain");
    }

    private static String unpin(Change.Pin pin) {
        return "unpin the shard with POST /admin/shards/" + pin.subject() + "/unpin";
    }

    /** Whether as many nodes have a shard as should, and no other has more than a few claims of it. */
    private static Optional<Wait> settled(Situation now, Terms terms, int shard) {
        int able = Planning.eligibility(now, terms).eligible().size();
        int wanted = Math.min(now.factor(), able);
        int listed = now.holders(shard).size();
        if (listed != wanted) {
            return Wait.of("waiting for a list of " + wanted, wanted - listed);
        }
        return unfilled(now, shard).or(() -> leftOver(now, shard));
    }

    private static Optional<Wait> leftOver(Situation now, int shard) {
        return Leftovers.isKeptByOneMore(now, shard)
                ? Wait.of("kept by one node more until others vouch")
                : Optional.empty();
    }

    private static List<Pending> each(Situation now, Terms terms, Function<Integer, Optional<Wait>> why) {
        List<Pending> pending = new ArrayList<>();
        for (int shard = 0; shard < terms.shardCount(); shard++) {
            int one = shard;
            why.apply(shard).ifPresent(wait -> pending.add(pending(now, one, wait)));
        }
        return pending;
    }

    private static Pending pending(Situation now, int shard, Wait wait) {
        long bytes = wait.copies() * CopyBytes.largest(now, shard) + CopyBytes.lacking(now, shard);
        return new Pending(shard, wait.why(), bytes);
    }
}
