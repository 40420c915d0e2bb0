package io.stemedb.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final long SECOND = 1_000_000_000L;

    private static Situations well() {
        return Situations.well().holders("a", "b").keeps("a", true, 7).keeps("b", true, 7);
    }

    @Test
    void a_cluster_is_healthy_if_all_answer_and_every_shard_has_its_copies() {
        HealthView health = HealthView.of(well().seenBy("a"), 1);
        assertThat(health.status()).isEqualTo("healthy");
        assertThat(health.failureTolerance()).isEqualTo(1);
        assertThat(health.reasons()).isEmpty();
    }

    @Test
    void a_node_that_is_down_degrades_it_and_a_shard_that_nobody_can_read_makes_it_unhealthy() {
        HealthView one = HealthView.of(well().silent("b").seenBy("a"), 1);
        assertThat(one.status()).isEqualTo("degraded");
        assertThat(one.underReplicated()).containsExactly("shard_0");
        assertThat(one.failureTolerance()).isZero();

        HealthView both = HealthView.of(
                Situations.well()
                        .holders("b", "c")
                        .keeps("b", true, 1)
                        .silent("b")
                        .seenBy("a"),
                1);
        assertThat(both.status()).isEqualTo("unhealthy");
        assertThat(both.leaderless()).containsExactly("shard_0");
    }

    @Test
    void without_a_majority_it_is_unhealthy_and_says_so() {
        HealthView health = HealthView.of(well().silent("b").silent("c").seenBy("a"), 1);
        assertThat(health.quorum()).isFalse();
        assertThat(health.reasons()).extracting(HealthView.Reason::code).contains("no-majority");
    }

    @Test
    void a_node_that_answers_and_is_not_let_in_yet_takes_no_claims_for_those_that_fail() {
        for (String self : Situations.NODES) {
            HealthView health = HealthView.of(well().joins("c").seenBy(self), 1);
            assertThat(health.status()).as(self).isEqualTo("degraded");
            assertThat(health.failureTolerance()).as(self).isZero();
            assertThat(health.reasons())
                    .extracting(HealthView.Reason::code)
                    .as(self)
                    .containsExactly("joining");
            assertThat(health.reasons().get(0).detail()).as(self).contains("c;");
        }
        HealthView one = HealthView.of(well().joins("b").joins("c").seenBy("a"), 1);
        assertThat(one.status()).as("two disks are needed").isEqualTo("unhealthy");
        assertThat(one.reasons()).extracting(HealthView.Reason::code).contains("unwritable", "joining");
        assertThat(HealthView.of(well().removed("c").seenBy("a"), 1).status()).isEqualTo("healthy");
    }

    @Test
    void a_node_without_a_copy_answers_for_what_the_holders_have_and_a_silent_one_stays_in_the_list() {
        Situation now = well().silent("c").seenBy("a");
        MemberView.Members members = Views.members(
                now,
                node -> node.equals("c")
                        ? new Heard(20 * SECOND, "2026-01-01T00:00:00Z", true, "c:3")
                        : new Heard(0, "2026-01-01T00:00:00Z", false, ""),
                1);
        assertThat(members.members()).extracting(MemberView::id).containsExactly("a", "b", "c");
        MemberView silent = members.members().get(2);
        assertThat(silent.status()).isEqualTo("DOWN");
        assertThat(silent.state()).isEqualTo("Dead");
        assertThat(silent.error()).isNotNull();
        assertThat(silent.assertionCount()).isEqualTo(7);
        assertThat(silent.storedAssertions()).isZero();
    }
}
