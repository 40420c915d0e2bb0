package io.stemedb.cluster.change;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Plan;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges a change before it begins. Pure. */
final class Prechecks {
    /** Merges need some room of their own, and so does what is written meanwhile. */
    private static final double USABLE = 0.8;

    private static final long MEBIBYTE = 1 << 20;
    private static final int MOST_COPIES = 64;

    private Prechecks() {}

    /**
     * Refuses what cannot be done at all.
     *
     * @throws StemeException malformed, unknown-path, or unsafe, naming the field
     */
    static void require(Change change, Situation now) {
        if (isOfThisRelease(change)) {
            requireNoneEarlier(change, now);
        }
        if (change instanceof Change.Drain drain) {
            requireLive(now, drain.node(), "/id");
            requireOthers(now, drain.node(), "/id");
            requireTaker(now, drain.node(), "/id", "");
        } else if (change instanceof Change.Undrain undrain) {
            requireMember(now, undrain.node(), "/id");
        } else if (change instanceof Change.Remove remove) {
            requireMember(now, remove.node(), "/node_id");
            requireOthers(now, remove.node(), "/node_id");
            if (remove.withoutMajority()) {
                requireLost(now, remove.node());
            } else if (!remove.force()) {
                String force = "; \"force\":true takes it out all the same, and what only it has with it";
                requireTaker(now, remove.node(), "/node_id", now.hasMajority() ? force : "");
            }
        } else if (change instanceof Change.Rebalance rebalance) {
            requireTaking(now, rebalance.node(), "/target_node");
        } else if (change instanceof Change.Pin pin) {
            require(pin, now);
        } else if (change instanceof Change.Factor factor && (factor.copies() < 1 || factor.copies() > MOST_COPIES)) {
            throw StemeException.overLimit("/factor", "a shard is kept by 1 to 64 nodes", MOST_COPIES);
        }
    }

    /**
     * Whether nodes of an earlier release would not go by it: they know no pins, do not see that another change is
     * under way, and count each removal as one by a majority. They do know removals by a majority, and what has nodes
     * and shards be as they were is never kept from an operator.
     */
    private static boolean isOfThisRelease(Change change) {
        boolean wasThere = change instanceof Change.Remove remove && !remove.withoutMajority();
        return !wasThere && !(change instanceof Change.Undrain) && !(change instanceof Change.Unpin);
    }

    /** Those that are lost cannot be upgraded, and without a majority nobody takes them out with one. */
    private static void requireNoneEarlier(Change change, Situation now) {
        Set<String> earlier = new TreeSet<>(now.earlierNodes());
        boolean areOthersLost = change instanceof Change.Remove remove && remove.withoutMajority();
        if (areOthersLost) {
            earlier.removeIf(node -> !now.liveness().isLive(node));
        }
        if (!earlier.isEmpty()) {
            String instead = areOthersLost
                    ? ""
                    : "; a node that does not come back is taken out with POST /admin/cluster/remove";
            throw StemeException.of(
                            Refusal.UNSAFE,
                            "this waits until all nodes know it, and these are of an earlier release: "
                                    + String.join(", ", earlier))
                    .hinting("upgrade them first" + instead);
        }
    }

    private static void require(Change.Pin pin, Situation now) {
        String field = pin.moves() ? "/target_node" : "/node_id";
        if (pin.node().isEmpty()) {
            throw StemeException.of(Refusal.UNSAFE, "no other live node has all of " + PathHash.shardName(pin.shard()))
                    .at(field)
                    .hinting("GET /v1/shards/" + PathHash.shardName(pin.shard()) + " shows who has what");
        }
        requireTaking(now, pin.node(), field);
        if (!pin.moves() && !now.holders(pin.shard()).contains(pin.node())) {
            throw StemeException.of(
                            Refusal.UNSAFE,
                            pin.node() + " is not to keep " + PathHash.shardName(pin.shard())
                                    + ", so it cannot lead it")
                    .at(field)
                    .hinting("POST /admin/shards/rebalance moves a shard to a node, and has it lead");
        }
    }

    private static void requireMember(Situation now, String node, String field) {
        if (now.members().isOut(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " was removed before")
                    .at(field);
        }
        if (!now.members().isMember(node)) {
            throw StemeException.of(Refusal.UNKNOWN_PATH, "no member has this id")
                    .at(field)
                    .hinting("GET /cluster/members lists them");
        }
    }

    /** Its shards would go to nobody, so that would never end. */
    private static void requireTaker(Situation now, String node, String field, String beside) {
        if (staying(now, node).isEmpty()) {
            throw StemeException.of(
                            Refusal.UNSAFE, "no other live node takes shards, so " + node + " can give none away")
                    .at(field)
                    .hinting("bring another one back, or have one that drains take some again with POST "
                            + "/admin/nodes/{id}/undrain" + beside);
        }
    }

    private static void requireOthers(Situation now, String node, String field) {
        if (now.members().members().size() == 1) {
            throw StemeException.of(Refusal.UNSAFE, node + " is the only member")
                    .at(field);
        }
    }

    /** What a majority can do is not done without one. */
    private static void requireLost(Situation now, String node) {
        if (!now.isMember()) {
            throw StemeException.of(Refusal.UNSAFE, "this node is no member: ask one that is")
                    .at("/unsafe_lost_quorum");
        }
        if (now.hasMajority()) {
            throw StemeException.of(Refusal.UNSAFE, "more than half of the nodes are live, so they can agree to this")
                    .at("/unsafe_lost_quorum")
                    .hinting("leave unsafe_lost_quorum out");
        }
        if (now.liveness().isLive(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " is live, and is needed for a majority")
                    .at("/node_id");
        }
    }

    private static void requireLive(Situation now, String node, String field) {
        requireMember(now, node, field);
        if (!now.liveMembers().contains(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " is not reached, so it can hand nothing over")
                    .at(field)
                    .hinting("bring it back, or take it out with POST /admin/cluster/remove");
        }
    }

    private static void requireTaking(Situation now, String node, String field) {
        requireLive(now, node, field);
        if (now.facts().draining().contains(node)) {
            throw StemeException.of(Refusal.UNSAFE, node + " drains, so it takes no shards")
                    .at(field)
                    .hinting("POST /admin/nodes/" + node + "/undrain has it take some again");
        }
    }

    /**
     * What speaks against a change that could be done; empty if nothing does.
     *
     * @param after how things would be, had it been stated
     * @param diskFree bytes free by node, of those that said so
     */
    static List<String> refusals(
            Change change, Situation now, Situation after, Terms terms, Map<String, Long> diskFree) {
        List<String> refusals = new ArrayList<>();
        if (change instanceof Change.Drain drain) {
            fewer(now, terms, drain.node()).ifPresent(refusals::add);
        } else if (change instanceof Change.Remove remove) {
            lastCopies(now, remove.node(), terms).ifPresent(refusals::add);
            majority(now, terms, remove).ifPresent(refusals::add);
            if (now.liveMembers().contains(remove.node())) { // else nothing more is lost than is lost already
                fewer(now, terms, remove.node()).ifPresent(refusals::add);
            }
        } else if (change instanceof Change.Factor factor) {
            factor(now, after, terms, factor).ifPresent(refusals::add);
        }
        if (!(change instanceof Change.Undrain) && !(change instanceof Change.Unpin)) { // which take something back
            refusals.addAll(room(change, now, after, terms, diskFree));
        }
        return refusals;
    }

    /** The same, and whether its inverse takes force. */
    static Change knowingItsWayBack(Change change, Situation now, Terms terms) {
        if (!(change instanceof Change.Factor there)) {
            return change;
        }
        Change.Factor back = there.back();
        return new Change.Factor(
                there.copies(), there.before(), factor(now, now, terms, back).isPresent());
    }

    /** Without the node there are too few for writes at quorum, or for lists that are full. */
    private static Optional<String> fewer(Situation now, Terms terms, String node) {
        Set<String> staying = staying(now, node);
        List<Integer> kept = new ArrayList<>();
        for (int shard = 0; shard < terms.shardCount(); shard++) {
            if (now.holders(shard).contains(node)) {
                kept.add(shard);
            }
        }
        if (staying.size() >= now.factor() || kept.isEmpty()) {
            return Optional.empty();
        }
        String shards = Next.named(kept);
        return Optional.of(quorum(now, node)
                        .orElse("a shard is to have " + now.factor() + " copies, and without " + node
                                + " there would be " + staying.size())
                + ": " + shards);
    }

    /** Without it the nodes that are live might be too few to agree to anything. */
    private static Optional<String> majority(Situation now, Terms terms, Change.Remove remove) {
        Set<String> counted = now.members().counted();
        counted.remove(remove.node());
        Set<String> live = now.liveness().live(counted);
        if (remove.withoutMajority() || live.size() * 2 > counted.size()) {
            return Optional.empty();
        }
        Set<String> away = new TreeSet<>(counted);
        away.removeAll(live);
        return Optional.of("of the " + counted.size() + " nodes that would be left, " + live.size()
                + " can be reached, and that is no majority: nothing could be changed any more without "
                + String.join(", ", away) + unmended(now, terms, away, remove.node()));
    }

    /** Shards whose copies could not be made again on other nodes. */
    private static String unmended(Situation now, Terms terms, Set<String> away, String node) {
        Set<Integer> shards = new TreeSet<>(now.shardsOf(node));
        away.forEach(one -> shards.addAll(now.shardsOf(one)));
        shards.removeIf(shard -> shard >= terms.shardCount());
        return shards.isEmpty() ? "" : ": " + Next.named(shards);
    }

    /** What to do instead if something speaks against a change. */
    static String hint(Change change, Situation now, Terms terms) {
        if (!(change instanceof Change.Remove remove)) {
            return "mend that first, or say \"force\":true to go on all the same";
        }
        boolean canDrain = now.liveMembers().contains(remove.node()) // which has a node hand over what it has
                && now.earlierNodes().isEmpty()
                && majority(now, terms, remove).isEmpty(); // else it could not be removed then either
        return (canDrain
                        ? "mend that first, or drain the node with \"force\":true and remove it then; "
                        : "mend that first; ")
                + "\"force\":true here takes it out before others have what it has";
    }

    /**
     * What speaks against taking a node out that has given its places away: what is refused before it begins may have
     * come about since. Lists are as full by then as they can be, so their length is not looked at again.
     */
    static Optional<String> tooFewWithout(Situation now, Terms terms, Change.Remove remove) {
        boolean mayCostQuorum = now.liveMembers().contains(remove.node()) && !remove.drained(); // else it was so before
        return majority(now, terms, remove).or(() -> mayCostQuorum ? quorum(now, remove.node()) : Optional.empty());
    }

    private static Optional<String> quorum(Situation now, String node) {
        Set<String> staying = staying(now, node);
        return staying.size() >= now.disksAtQuorum()
                ? Optional.empty()
                : Optional.of("writes at quorum need " + now.disksAtQuorum() + " nodes, and without " + node
                        + " there are " + staying.size());
    }

    private static Set<String> staying(Situation now, String node) {
        Set<String> staying = new TreeSet<>(now.liveMembers());
        staying.removeAll(now.facts().draining());
        staying.remove(node);
        return staying;
    }

    private static Optional<String> lastCopies(Situation now, String node, Terms terms) {
        Set<String> rest = new TreeSet<>(now.liveMembers());
        rest.remove(node);
        List<Integer> only = new ArrayList<>();
        for (int shard = 0; shard < terms.shardCount(); shard++) {
            int one = shard;
            boolean elsewhere = rest.stream().anyMatch(other -> now.canRead(other, one));
            if (!elsewhere && !now.holders(shard).isEmpty()) {
                only.add(shard);
            }
        }
        return only.isEmpty()
                ? Optional.empty()
                : Optional.of("no other live node has all of " + Next.named(only)
                        + "; what only this node has is not found until it is back");
    }

    private static Optional<String> factor(Situation now, Situation after, Terms terms, Change.Factor factor) {
        int able = Planning.eligibility(now, terms).eligible().size();
        if (factor.copies() > able) {
            return Optional.of("a shard would have " + factor.copies() + " copies, and " + able
                    + " nodes can keep some: all shards would have fewer" + beyond(after));
        }
        return factor.copies() == 1 && factor.before() > 1
                ? Optional.of("a shard would have one copy: each disk that fails would cost claims, of all shards")
                : Optional.empty();
    }

    /** Each quorum is of the copies that there should be, whether there are nodes for them or not. */
    private static String beyond(Situation after) {
        int needed = after.disksAtQuorum();
        int members = after.members().members().size();
        return needed <= members
                ? ""
                : ", and each write at quorum would be refused, as it needs " + needed + " nodes of " + members;
    }

    /**
     * Whether each live node that would get shards by this change has room for all that it is to have and lacks: what
     * it is copying already has its disk only in part. A node that does not say how much room it has may have none.
     */
    private static List<String> room(
            Change change, Situation now, Situation after, Terms terms, Map<String, Long> diskFree) {
        Plan plan = Planning.plan(after, terms);
        HolderLists without = Planning.plan(now, terms).target();
        List<String> refusals = new ArrayList<>();
        for (String node : takers(plan)) {
            boolean isAskedFor = change instanceof Change.Rebalance && node.equals(change.subject());
            boolean getsMore = isAskedFor || getsMore(node, without, plan.target());
            if (!after.liveMembers().contains(node) || !getsMore) {
                continue; // it gets nothing now, or would all the same
            }
            Map<Integer, Long> lacking = lacking(plan.target(), after, node);
            long bytes = lacking.values().stream().mapToLong(Long::longValue).sum();
            Long free = diskFree.get(node);
            if (free == null && bytes > 0) {
                refusals.add(node + " would take " + bytes / MEBIBYTE
                        + " MiB, and it does not say how much room it has: " + Next.named(lacking.keySet()));
            } else if (free != null && bytes > free * USABLE) {
                refusals.add(node + " would take " + bytes / MEBIBYTE + " MiB and has " + free / MEBIBYTE
                        + " MiB free: " + Next.named(lacking.keySet()));
            }
        }
        return refusals;
    }

    private static boolean getsMore(String node, HolderLists without, HolderLists with) {
        return with.lists().entrySet().stream()
                .anyMatch(list -> list.getValue().contains(node)
                        && !without.lists()
                                .getOrDefault(list.getKey(), List.of())
                                .contains(node));
    }

    private static Set<String> takers(Plan plan) {
        Set<String> takers = new TreeSet<>();
        for (Step step : plan.steps()) {
            step.after().stream().filter(node -> !step.before().contains(node)).forEach(takers::add);
        }
        return takers;
    }

    /** By shard: how many bytes more the largest copy has than the node's own one, if that lacks something. */
    private static Map<Integer, Long> lacking(HolderLists target, Situation after, String node) {
        Map<Integer, Long> lacking = new TreeMap<>();
        target.lists().forEach((shard, list) -> {
            if (list.contains(node) && !after.canRead(node, shard)) {
                lacking.put(shard, CopyBytes.lacking(after, shard, node));
            }
        });
        return lacking;
    }
}
