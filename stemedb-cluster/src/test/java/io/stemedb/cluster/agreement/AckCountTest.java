package io.stemedb.cluster.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.SomeMembers;
import io.stemedb.intake.Ack;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AckCountTest {
    private static final Members ALL = SomeMembers.in("a", "b", "c", "d");
    private static final List<String> ORDER = List.of("a", "b", "c", "d");

    private static AckCount quorumOfThree() {
        return AckCount.of(Ack.QUORUM, 3, "a", ORDER);
    }

    @Test
    void with_fewer_live_nodes_than_needed_nothing_is_stored() {
        assertThat(AckCount.of(Ack.QUORUM, 2, "a", List.of("a")).verdict(ALL)).isEqualTo(Verdict.TOO_FEW);
        assertThat(AckCount.of(Ack.LEADER, 2, "a", List.of("a")).verdict(ALL)).isEqualTo(Verdict.WAITING);
        assertThat(AckCount.of(Ack.ALL, 3, "a", List.of("a", "b")).verdict(ALL)).isEqualTo(Verdict.TOO_FEW);
    }

    @Test
    void a_node_that_may_take_nothing_records_nothing() {
        assertThat(AckCount.of(Ack.LEADER, 2, "sealed", ORDER).verdict(ALL)).isEqualTo(Verdict.TOO_FEW);
    }

    @Test
    void nothing_is_sent_before_the_own_disk_has_it() {
        assertThat(quorumOfThree().next()).isEmpty();
        assertThat(quorumOfThree().durableAt("a").next()).containsExactly("b", "c");
    }

    @Test
    void what_was_sent_is_not_sent_again() {
        AckCount sent = quorumOfThree().durableAt("a").sentTo(List.of("b", "c"));
        assertThat(sent.next()).isEmpty();
        assertThat(sent.durableAt("b").next()).isEmpty();
    }

    @Test
    void a_node_that_fails_or_is_slow_is_replaced_by_the_next() {
        AckCount sent = quorumOfThree().durableAt("a").sentTo(List.of("b", "c"));
        assertThat(sent.failedAt("b").next()).containsExactly("d");
        assertThat(sent.slowAt("b").next()).containsExactly("d");
        assertThat(sent.slowAt("b").durableAt("b").durableAt("c").next()).isEmpty();
    }

    @Test
    void copies_are_made_until_the_factor_is_reached_even_after_the_answer() {
        AckCount one = AckCount.of(Ack.LEADER, 3, "a", ORDER).durableAt("a");
        assertThat(one.verdict(ALL)).isEqualTo(Verdict.ENOUGH);
        assertThat(one.next()).containsExactly("b", "c");
    }

    @Test
    void enough_disks_are_an_answer() {
        AckCount one = quorumOfThree().durableAt("a").sentTo(List.of("b", "c"));
        assertThat(one.verdict(ALL)).isEqualTo(Verdict.WAITING);
        assertThat(one.durableAt("c").verdict(ALL)).isEqualTo(Verdict.ENOUGH);
    }

    @Test
    void a_repeat_that_stands_on_one_disk_is_not_acknowledged_as_two() {
        AckCount repeat = AckCount.of(Ack.QUORUM, 2, "a", ORDER).durableAt("a");
        assertThat(repeat.verdict(ALL)).isEqualTo(Verdict.WAITING);
        assertThat(repeat.next()).containsExactly("b");
    }

    @Test
    void a_disk_of_a_node_that_was_removed_meanwhile_does_not_count() {
        AckCount two = quorumOfThree().durableAt("a").sentTo(List.of("b", "c")).durableAt("b");
        assertThat(two.verdict(SomeMembers.withOut(ALL, "b"))).isEqualTo(Verdict.WAITING);
    }

    @Test
    void if_too_few_can_still_answer_the_outcome_is_unknown_and_never_a_refusal() {
        AckCount one = AckCount.of(Ack.QUORUM, 2, "a", List.of("a", "b")).durableAt("a");
        assertThat(one.failedAt("b").verdict(ALL)).isEqualTo(Verdict.UNKNOWN);
        assertThat(one.slowAt("b").verdict(ALL)).isEqualTo(Verdict.WAITING);
        assertThat(one.slowAt("b").lastVerdict(ALL)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void if_the_own_force_fails_the_outcome_is_unknown_and_nothing_is_sent() {
        AckCount failed = quorumOfThree().failedAt("a");
        assertThat(failed.next()).isEmpty();
        assertThat(failed.verdict(ALL)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void the_last_verdict_keeps_what_is_certain() {
        assertThat(quorumOfThree().durableAt("a").durableAt("b").lastVerdict(ALL))
                .isEqualTo(Verdict.ENOUGH);
        assertThat(AckCount.of(Ack.ALL, 3, "a", List.of("a")).lastVerdict(ALL)).isEqualTo(Verdict.TOO_FEW);
    }

    @Test
    void a_fast_cluster_is_patient_for_fifty_milliseconds_and_a_slow_one_for_longer() {
        assertThat(AckCount.patienceNanos(1_000_000)).isEqualTo(50_000_000);
        assertThat(AckCount.patienceNanos(20_000_000)).isEqualTo(60_000_000);
    }

    @Property
    void every_append_comes_to_an_end(
            @ForAll Ack ack,
            @ForAll @IntRange(min = 1, max = 4) int factor,
            @ForAll @Size(8) List<@IntRange(max = 2) Integer> fates) {
        AckCount count = AckCount.of(ack, factor, "a", ORDER).durableAt("a");
        int durable = 1;
        for (List<String> next = count.next(); !next.isEmpty(); next = count.next()) {
            count = count.sentTo(next);
            for (String node : next) {
                int fate = fates.get(ORDER.indexOf(node));
                count = fate == 0 ? count.durableAt(node) : fate == 1 ? count.failedAt(node) : count.slowAt(node);
                durable += fate == 0 ? 1 : 0;
            }
        }
        boolean enough = durable >= ack.disks(factor);
        assertThat(count.lastVerdict(ALL)).isEqualTo(enough ? Verdict.ENOUGH : Verdict.UNKNOWN);
        assertThat(durable).isLessThanOrEqualTo(factor);
    }
}
