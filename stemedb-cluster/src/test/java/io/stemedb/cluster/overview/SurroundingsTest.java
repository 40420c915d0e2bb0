package io.stemedb.cluster.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.backup.LastBackup;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.HealthView.Reason;
import io.stemedb.cluster.gateway.Heard;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Member;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.EngineStatus;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.GroupStatistics;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.scrub.LastScrub;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState.Wholeness;
import io.stemedb.store.StoppedStore.Lost;
import io.stemedb.store.StoreStatistics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final int SHARDS = 4;

    private StemeException refusal;

    /** Three members; a keeps and leads shard 0, follows with shard 1, copies shard 2, and has nothing to do with 3. */
    private static Situations cluster() {
        return Situations.well()
                .holders("a", "b")
                .keeps("a", true, 7)
                .keeps("b", true, 7)
                .shard(1)
                .holders("b", "a")
                .keeps("a", true, 5)
                .keeps("b", true, 5)
                .shard(2)
                .holders("b", "a")
                .keeps("a", false, 2)
                .keeps("b", true, 3)
                .shard(3)
                .holders("b", "c")
                .keeps("b", true, 3)
                .keeps("c", true, 3);
    }

    private static Surroundings around(Situation now, HealthView health, Work... elsewhere) {
        return new Surroundings(
                "c",
                now,
                health,
                Views.members(now, node -> heard(now, node), SHARDS).members(),
                Map.of("a", "a:1", "b", "b:1"),
                List.of(elsewhere).stream().findFirst());
    }

    private static Heard heard(Situation now, String node) {
        return now.liveNodes().contains(node) ? new Heard(0, "2026-01-01T00:00:00Z", false, "") : Heard.NEVER;
    }

    private static Surroundings around(Situations cluster) {
        Situation now = cluster.seenBy("a");
        return around(now, HealthView.of(now, SHARDS));
    }

    private EngineStatus status() {
        return new EngineStatus(
                "a",
                refusal,
                false,
                new StoreStatistics(Map.of(), List.of(), List.of(), 0),
                new GroupStatistics(),
                0,
                0,
                new Database.Opening(false, 0, null),
                0,
                null,
                List.of(),
                new Lost(Path.of("/d/db/lost"), 0, Set.of(), false),
                LastScrub.NEVER,
                LastBackup.NEVER,
                new MergeDebt(0, 0, false),
                0);
    }

    private Held held(Surroundings around) {
        List<ShardHolding> all = List.of(
                new ShardHolding(0, 7, 70, Wholeness.FILLED),
                new ShardHolding(1, 5, 50, Wholeness.DAMAGED),
                new ShardHolding(2, 2, 20, Wholeness.FILLED),
                new ShardHolding(3, 0, 0, Wholeness.FILLED));
        return Looks.held(status(), all, List.of(), Optional.empty(), Optional.of(around));
    }

    private State state(String concern, HealthView health) {
        return Looks.state(status(), concern, Optional.of(health));
    }

    private static HealthView health(String status, Reason... reasons) {
        return new HealthView(status, true, 0, List.of(reasons), List.of(), List.of());
    }

    @Test
    void a_node_whose_cluster_is_not_well_says_so_though_it_is_well_itself() {
        assertThat(state("", health("healthy"))).isEqualTo(State.HEALTHY);
        assertThat(state("", health("degraded"))).isEqualTo(State.DEGRADED);
        assertThat(state("", health("unhealthy"))).isEqualTo(State.UNHEALTHY);
        assertThat(state("no-majority", health("unhealthy"))).isEqualTo(State.NO_MAJORITY);
        refusal = StemeException.of(Refusal.DISK_FULL, "no room is left");
        assertThat(state("", health("degraded"))).isEqualTo(State.READ_ONLY);
    }

    @Test
    void what_cannot_be_told_yet_is_unknown_and_neither_well_nor_bad() {
        Situation now = cluster().silent("b").silent("c").seenBy("a");
        HealthView early = HealthView.of(now, SHARDS).afterStart();

        assertThat(state("no-majority", early)).isEqualTo(State.UNKNOWN);
        assertThat(Looks.detail(State.UNKNOWN, Optional.of(early))).contains("started a moment ago");
        assertThat(held(around(now, early)).concerns()).isEmpty();
        HealthView wrong = early.and(List.of(new Reason("clock", "its clock is wrong")));
        assertThat(held(around(now, wrong)).concerns())
                .extracting(Concern::what)
                .containsExactly("Its clock is wrong");
        assertThat(state("waiting", health("unknown"))).isEqualTo(State.WAITING);
    }

    @Test
    void a_node_that_is_away_is_named_and_what_keeps_writes_from_being_taken_comes_first() {
        Held one = held(around(cluster().silent("c")));
        assertThat(one.concerns()).extracting(Concern::urgent).containsExactly(false, false);
        assertThat(one.concerns().get(0))
                .isEqualTo(new Concern(false, "Not reached: c", "See docs/operations/node-down.md"));
        assertThat(one.concerns().get(1).what()).contains("fewer copies");

        Held both = held(around(cluster().silent("b").silent("c")));
        assertThat(both.concerns().get(0).what()).contains("no majority");
        assertThat(both.concerns().get(0).urgent()).isTrue();
    }

    @Test
    void every_reason_that_health_can_have_says_what_to_do() {
        for (String code : HealthView.CODES) {
            Reason reason = new Reason(code, "it is so");
            Situation now = cluster().seenBy("a");
            assertThat(held(around(now, health("degraded", reason))).concerns())
                    .as(code)
                    .singleElement()
                    .satisfies(concern -> assertThat(concern.next()).isNotBlank());
        }
    }

    @Test
    void only_a_shard_that_the_node_keeps_and_has_all_of_is_filled() {
        assertThat(held(around(cluster())).shards())
                .containsExactly(
                        new Shard(0, 7, 70, ShardCondition.FILLED, true),
                        new Shard(1, 5, 50, ShardCondition.DAMAGED, false),
                        new Shard(2, 2, 20, ShardCondition.FILLING, false),
                        new Shard(3, 0, 0, ShardCondition.ELSEWHERE, false));
    }

    @Test
    void members_are_those_of_the_cluster_and_say_where_their_gateway_is() {
        Overview.Cluster cluster = Looks.cluster(around(cluster().silent("c")));

        assertThat(cluster.health()).isEqualTo("degraded");
        assertThat(cluster.factor()).isEqualTo(2);
        assertThat(cluster.members()).extracting(Member::id).containsExactly("a", "b", "c");
        assertThat(cluster.members()).extracting(Member::isSelf).containsExactly(true, false, false);
        assertThat(cluster.members()).extracting(Member::state).containsExactly("Alive", "Alive", "Dead");
        assertThat(cluster.members())
                .extracting(Member::gateway)
                .containsExactly(Optional.of("a:1"), Optional.of("b:1"), Optional.empty());
        assertThat(cluster.members().get(0).claims()).isEqualTo(14);
        assertThat(cluster.members().get(2).trouble()).isNotEmpty();
    }

    @Test
    void a_change_that_another_node_sees_to_is_under_way_here_too() {
        UnderWay drain = new UnderWay("t", Changes.text(new Change.Drain("c")), "b", "disks", 1, 2, true, false);
        Task told = new Task(
                "t", "drain", Task.State.RUNNING, 0.3, false, "", "b", "disks", null, null, Instant.EPOCH, null);
        Situation now = cluster().seenBy("a");

        Work seen = Surroundings.elsewhere(drain, Optional.of(told), now);
        assertThat(seen).isEqualTo(new Work("drain of c", "b sees to it", 0.3, false, true));
        assertThat(held(around(now, health("healthy"), seen)).work()).containsExactly(seen);
        Work left = Surroundings.elsewhere(
                drain.goingBack(), Optional.empty(), cluster().silent("b").seenBy("a"));
        assertThat(left.kind()).isEqualTo("drain of c (being taken back)");
        assertThat(left.paused()).isTrue();
        assertThat(left.what()).contains("b does not answer", "another node goes on");
    }
}
