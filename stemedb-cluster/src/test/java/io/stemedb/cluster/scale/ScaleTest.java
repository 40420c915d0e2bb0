package io.stemedb.cluster.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.copies.BaseSizes;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.grpc.WireSizes;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.placement.Fairness;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Plan;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.sync.Refill;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.store.FilterSizes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The deciding code with 100 nodes, 1,024 shards in three copies and 10^10 claims. What it comes to stands in
 * docs/scale.md, printed by bench/scale-cluster.sh; here are the bounds that a change must not leave.
 */
class ScaleTest {
    private static final int NODES = 100;
    private static final int SHARDS = 1_024;
    private static final int FACTOR = 3;
    private static final long CLAIMS = 10_000_000_000L;
    private static final LargeCluster CLUSTER = LargeCluster.of(NODES, SHARDS, FACTOR, CLAIMS);
    private static final String FIRST = LargeCluster.name(0);

    /** What a node takes of a request's head: EdgeCodec. */
    private static final int MOST_HEAD_BYTES = 32 * 1024;

    private static final long MOVE_RATE = 32 << 20;
    private static final long TEN_GIGABIT = 10_000_000_000L / 8;
    private static final long SECOND = 1_000_000_000L;

    private static Plan planWithout(Set<String> dead, String self) {
        return Planning.plan(CLUSTER.seenBy(self, dead), CLUSTER.terms());
    }

    private static Map<String, Integer> taken(List<Step> steps) {
        Map<String, Integer> taken = new TreeMap<>();
        steps.forEach(step -> step.after().stream()
                .filter(node -> !step.before().contains(node))
                .forEach(node -> taken.merge(node, 1, Integer::sum)));
        return taken;
    }

    @Test
    void nothing_is_planned_while_all_is_well() {
        assertThat(planWithout(Set.of(), FIRST).steps()).isEmpty();
        assertThat(Fairness.spreadOfHolders(CLUSTER.lists(), CLUSTER.names())).isLessThanOrEqualTo(1);
        assertThat(Fairness.spreadOfLeaders(CLUSTER.lists(), CLUSTER.names())).isLessThanOrEqualTo(1);
    }

    @Test
    void whatever_node_dies_its_copies_are_made_once_each_and_by_nearly_as_many_others() {
        for (int number = 0; number < NODES; number += 9) {
            String dead = LargeCluster.name(number);
            Plan plan = planWithout(Set.of(dead), LargeCluster.name((number + 1) % NODES));
            SortedSet<String> left = new TreeSet<>(CLUSTER.names());
            left.remove(dead);

            long copies = plan.steps().stream().mapToLong(Step::copies).sum();
            assertThat(copies).isEqualTo(CLUSTER.copiesOf(dead));
            assertThat(copies).isEqualTo(Fairness.fewestCopies(CLUSTER.lists(), left, FACTOR));
            assertThat(taken(plan.steps()).values()).as("one each, two at most").allMatch(some -> some <= 2);
            assertThat(Fairness.spreadOfHolders(plan.target(), left)).isLessThanOrEqualTo(1);
            assertThat(Fairness.spreadOfLeaders(plan.target(), left)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void all_nodes_plan_the_same_when_one_dies_and_all_of_it_is_due_at_once() {
        Set<String> dead = Set.of(LargeCluster.name(50));
        Plan plan = planWithout(dead, FIRST);
        assertThat(planWithout(dead, LargeCluster.name(99))).isEqualTo(plan);
        Situation now = CLUSTER.seenBy(FIRST, dead);
        assertThat(Planning.due(plan.steps(), now, CLUSTER.terms())).isEqualTo(plan.steps());
    }

    @Test
    void a_node_that_joins_gets_its_share_and_nobody_else_makes_a_copy() {
        LargeCluster more = LargeCluster.of(NODES, SHARDS, FACTOR, CLAIMS).joined();
        Situation now = more.seenBy(FIRST, Set.of());
        Plan plan = Planning.plan(now, more.terms());
        int share = SHARDS * FACTOR / (NODES + 1);
        assertThat(taken(plan.steps())).isEqualTo(Map.of(LargeCluster.name(NODES), share));
        List<Step> due = Planning.due(plan.steps(), now, more.terms());
        assertThat(taken(due)).isEqualTo(Map.of(LargeCluster.name(NODES), 8));
    }

    @Test
    void a_death_is_told_in_some_hundred_kilobytes_by_the_whole_cluster() {
        List<Step> steps = planWithout(Set.of(LargeCluster.name(50)), FIRST).steps();
        long bytes = 0;
        for (Step step : steps) {
            Fact fact = new Fact(FactKey.of(Kind.HOLDERS, step.shard()), 2, FIRST, Values.holders(step.after()));
            bytes += 2L * (NODES - 2) * WireSizes.of(LargeCluster.record(fact)); // there, and back as the answer
        }
        assertThat(steps.size()).isLessThan(2 * SHARDS * FACTOR / NODES);
        assertThat(bytes).isLessThan(4 << 20);
    }

    @Test
    void a_heartbeat_grows_with_what_a_node_keeps_and_whom_it_knows_and_a_question_with_neither() {
        assertThat(WireSizes.of(CLUSTER.answer(FIRST))).isLessThan(6_000);
        LargeCluster three = LargeCluster.of(3, 2_048, 3, CLAIMS);
        assertThat(WireSizes.of(three.answer(FIRST))).isLessThan(2_048 * 40);
        assertThat(WireSizes.of(CLUSTER.question(FIRST)))
                .isEqualTo(WireSizes.of(three.question(FIRST)))
                .isLessThan(300);
        assertThat(WireSizes.carried(CLUSTER.answer(FIRST))).isEqualTo(CLUSTER.answer(FIRST));
    }

    @Test
    void vectors_and_bases_are_next_to_nothing_beside_filters() throws IOException {
        long vectors = 0;
        Map<Integer, Base> bases = new TreeMap<>();
        for (int shard : CLUSTER.facts().shardsOf(FIRST)) {
            vectors += CLUSTER.have(shard).bytes().length;
            bases.put(shard, CLUSTER.base());
        }
        long run = 16_000_000;
        long filters = FilterSizes.of(run, run / 10) * (bases.size() * CLUSTER.claimsOfShard() / run);
        assertThat(vectors + BaseSizes.of(bases)).isLessThan(10_000);
        assertThat(filters).as("of a node").isBetween(300L << 20, 600L << 20);
    }

    @Test
    void a_token_of_all_shards_fits_a_request_with_one_leader_a_shard_and_at_512_with_three() {
        LargeCluster half = LargeCluster.of(NODES, SHARDS / 2, FACTOR, CLAIMS);
        assertThat(new Token(CLUSTER.all(1)).toString().length()).isLessThan(MOST_HEAD_BYTES / 2);
        assertThat(new Token(half.all(FACTOR)).toString().length()).isLessThan(MOST_HEAD_BYTES * 3 / 4);
    }

    @Test
    void one_copy_each_is_made_within_minutes_and_a_new_node_is_filled_within_an_hour() {
        long copy = CLUSTER.bytesOfShard();
        long all = copy * CLUSTER.copiesOf(FIRST);
        assertThat(Refill.nanos(copy, MOVE_RATE)).isBetween(60 * SECOND, 120 * SECOND);
        assertThat(Refill.nanos(all, MOVE_RATE)).isBetween(1_800 * SECOND, 3_600 * SECOND);
        assertThat(Refill.nanos(all, TEN_GIGABIT)).isBetween(60 * SECOND, 120 * SECOND);
    }

    @Test
    void each_list_is_full_and_what_stands_for_claims_adds_up() {
        HolderLists lists = CLUSTER.lists();
        assertThat(lists.lists().values()).allMatch(list -> list.size() == FACTOR);
        ShardVector some = CLUSTER.have(0);
        assertThat(some.count()).isBetween(CLAIMS / SHARDS - FACTOR, CLAIMS / SHARDS);
    }
}
