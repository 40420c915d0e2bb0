package io.stemedb.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Terms TERMS = new Terms(1, 0, 120 * SECOND);

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
    void a_removed_node_that_is_asked_says_that_it_is_none_of_the_cluster_any_more() {
        HealthView removed = HealthView.of(well().removed("c").seenBy("c"), 1);
        assertThat(removed.status()).isEqualTo("degraded");
        assertThat(removed.reasons()).singleElement().satisfies(why -> {
            assertThat(why.code()).isEqualTo("removed");
            assertThat(why.detail()).contains("stemedb-node rejoin");
        });
    }

    @Test
    void a_node_that_was_started_a_moment_ago_calls_nothing_unhealthy_that_it_has_not_heard_yet() {
        HealthView early =
                HealthView.of(well().silent("b").silent("c").seenBy("a"), 1).afterStart();
        assertThat(early.status()).isEqualTo("unknown");
        assertThat(early.reasons()).extracting(HealthView.Reason::code).containsSubsequence("starting", "no-majority");
        assertThat(HealthView.of(well().seenBy("a"), 1).afterStart().status()).isEqualTo("healthy");
    }

    @Test
    void a_holder_of_which_little_is_known_stays_in_the_list_of_its_shard_with_an_error() {
        Situation now = well().silent("b").seenBy("a");
        NodeReport own = new NodeReport(
                "a",
                "1",
                "healthy",
                7,
                1,
                1,
                1,
                List.of(new NodeReport.Copy(0, "filled", "", "", 700, 7, 2.04, 0.5)),
                Map.of("b", 12.3456));
        ShardView shard =
                Views.shards(now, Map.of("a", own), ViewsTest::bIsSilent, TERMS).get(0);
        assertThat(shard.replicas()).extracting(ShardView.ReplicaView::nodeId).containsExactly("a", "b");
        assertThat(shard.replicas().get(0).error()).isNull();
        assertThat(shard.load()).isEqualTo(new ShardView.LoadView(2.0, 0.5));
        assertThat(shard.replicas().get(1).error()).startsWith("it does not answer");
        assertThat(shard.replicas().get(1).lagSeconds()).isEqualTo(12.346);

        ShardView unreported = Views.shards(well().seenBy("a"), Map.of("a", own), node -> heard(0, false), TERMS)
                .get(0);
        assertThat(unreported.replicas().get(1).error()).isEqualTo("it gave no report in time");
    }

    private static Heard bIsSilent(String node) {
        return heard(node.equals("b") ? 20 * SECOND : 0, false);
    }

    private static Heard heard(long ago, boolean vanished) {
        return new Heard(ago, "2026-01-01T00:00:00Z", vanished, "");
    }

    private static MemberView bWhen(Heard last) {
        return Views.members(well().seenBy("a"), node -> node.equals("b") ? last : heard(0, false), 1)
                .members()
                .get(1);
    }

    @Test
    void each_member_that_is_not_well_has_an_error_that_says_in_what_way() {
        assertThat(bWhen(heard(0, false)).error()).isNull();
        assertThat(bWhen(heard(4 * SECOND, false)).error()).isEqualTo("it has not answered for 4 s");
        assertThat(bWhen(heard(0, true)).error()).contains("Hazelcast", "membership port");
        assertThat(bWhen(heard(20 * SECOND, true)).error()).startsWith("it does not answer");
        assertThat(bWhen(heard(Long.MAX_VALUE, true)).error()).startsWith("it was stopped");
        assertThat(bWhen(Heard.NEVER).error()).startsWith("it has not answered since the node that you ask");
    }

    @Test
    void a_holder_that_is_away_does_not_hold_the_count_down() {
        Situation now = Situations.well()
                .holders("a", "b")
                .keeps("a", true, 9)
                .keeps("b", true, 7)
                .silent("b")
                .seenBy("c");
        assertThat(Counts.answeredFor(now, "c", 1)).isEqualTo(9);
        Situation nobody = Situations.well()
                .holders("a", "b")
                .keeps("a", true, 9)
                .silent("a")
                .silent("b")
                .seenBy("c");
        assertThat(Counts.answeredFor(nobody, "c", 1)).as("what is known of it").isEqualTo(9);
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
