package io.stemedb.cluster.agreement;

import io.stemedb.cluster.member.Members;
import io.stemedb.intake.Ack;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The tally of one append: which disks have the claim, whom to send it to next, and whether it may be acknowledged. A
 * claim that was there before is counted like a new one: if its repeat were answered at once, one disk would be
 * acknowledged as two.
 *
 * @param needed disks that must have it before the client is told
 * @param factor disks that should have it in the end
 * @param recorder the node that gives the claim its dot. Nothing is sent before its own disk has the claim.
 * @param order whom to ask, as {@link AppendOrder} says
 * @param sent who was asked
 * @param have who has it on disk
 * @param failed who cannot take it
 * @param slow who was asked a while ago and has not answered: another one is asked too
 */
public record AckCount(
        int needed,
        int factor,
        String recorder,
        List<String> order,
        SortedSet<String> sent,
        SortedSet<String> have,
        SortedSet<String> failed,
        SortedSet<String> slow) {
    private static final long LEAST_PATIENCE_NANOS = 50_000_000;

    public AckCount {
        order = List.copyOf(order);
        sent = copy(sent);
        have = copy(have);
        failed = copy(failed);
        slow = copy(slow);
    }

    /** An append of which nothing is stored yet. */
    public static AckCount of(Ack ack, int factor, String recorder, List<String> order) {
        SortedSet<String> nobody = Collections.emptySortedSet();
        return new AckCount(ack.disks(factor), factor, recorder, order, nobody, nobody, nobody, nobody);
    }

    /** For how long a node may take before another one is asked too, from the median of such answers. */
    public static long patienceNanos(long medianNanos) {
        return Math.max(LEAST_PATIENCE_NANOS, 3 * medianNanos);
    }

    public AckCount sentTo(Collection<String> nodes) {
        return new AckCount(needed, factor, recorder, order, with(sent, nodes), have, failed, slow);
    }

    /** A disk has the claim. This stands even if its node was slow before. */
    public AckCount durableAt(String node) {
        return new AckCount(needed, factor, recorder, order, sent, with(have, List.of(node)), failed, slow);
    }

    public AckCount failedAt(String node) {
        return new AckCount(needed, factor, recorder, order, sent, have, with(failed, List.of(node)), slow);
    }

    public AckCount slowAt(String node) {
        return new AckCount(needed, factor, recorder, order, sent, have, failed, with(slow, List.of(node)));
    }

    /** Whom to send the claim to now. Even if the client has its answer, this goes on until the factor is reached. */
    public List<String> next() {
        if (!have.contains(recorder)) {
            return List.of();
        }
        long underWay = sent.stream()
                .filter(node -> !have.contains(node) && !failed.contains(node) && !slow.contains(node))
                .count();
        long missing = Math.max(0, factor - have.size() - underWay);
        return order.stream()
                .filter(node -> !sent.contains(node) && !have.contains(node) && !failed.contains(node))
                .limit(missing)
                .toList();
    }

    /** @param members as they are now: a node that was removed meanwhile does not count */
    public Verdict verdict(Members members) {
        if (count(node -> have.contains(node), members) >= needed) {
            return Verdict.ENOUGH;
        }
        boolean stored = !have.isEmpty() || failed.contains(recorder);
        if (!stored) {
            return order.contains(recorder) && order.size() >= needed ? Verdict.WAITING : Verdict.TOO_FEW;
        }
        boolean sends = have.contains(recorder);
        long possible = count(node -> have.contains(node) || !failed.contains(node), members);
        return sends && possible >= needed ? Verdict.WAITING : Verdict.UNKNOWN;
    }

    /** As {@link #verdict}, once nobody waits any longer. */
    public Verdict lastVerdict(Members members) {
        Verdict verdict = verdict(members);
        return verdict == Verdict.WAITING ? Verdict.UNKNOWN : verdict;
    }

    private long count(Predicate<String> chosen, Members members) {
        return order.stream()
                .filter(node -> members.isMember(node) && chosen.test(node))
                .count();
    }

    private static SortedSet<String> copy(Collection<String> nodes) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    }

    private static SortedSet<String> with(Set<String> some, Collection<String> more) {
        SortedSet<String> both = new TreeSet<>(some);
        both.addAll(more);
        return both;
    }
}
