package io.stemedb.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.overview.Overview;
import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Cluster;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Member;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverviewPageTest {
    private static final Instant NOW = Instant.parse("2026-11-28T11:44:33Z");

    private static OverviewPage page(State state, String detail, Held held) {
        return page(state, detail, held, null);
    }

    private static OverviewPage page(State state, String detail, Held held, Cluster cluster) {
        Overview look = new Overview(
                NOW,
                NOW.minusSeconds(7_300),
                "1.2.3",
                state,
                detail,
                Optional.ofNullable(held),
                Optional.ofNullable(cluster));
        return new OverviewPage(() -> look);
    }

    private static Held held(List<Shard> shards, Work... work) {
        Held alone = held();
        return new Held(
                alone.nodeId(),
                alone.assertions(),
                alone.runs(),
                alone.runBytes(),
                alone.tableBytes(),
                alone.disk(),
                alone.lastScrub(),
                alone.lastBackup(),
                alone.archive(),
                shards,
                List.of(),
                List.of(work));
    }

    private static Cluster cluster(String health, Member... others) {
        List<Member> members = new ArrayList<>();
        members.add(new Member("node-1", true, "Alive", 11_092, "a:1", Optional.of("a:1"), ""));
        members.addAll(List.of(others));
        return new Cluster("c", health, 2, 0, members);
    }

    private static Held held(Concern... concerns) {
        return new Held(
                "node-1",
                11_092,
                3,
                4L << 20,
                1 << 20,
                Optional.of(new Disk(60L << 30, 100L << 30)),
                Optional.of(NOW.minusSeconds(90_000)),
                Optional.empty(),
                Optional.of(new Archive(512, 2, false)),
                List.of(
                        new Shard(0, 11_092, 4L << 20, ShardCondition.FILLED, false),
                        new Shard(1, 0, 0, ShardCondition.DAMAGED, false)),
                List.of(concerns),
                List.of(
                        new Work("backup", "copying", 0.431, false, false),
                        new Work("scrub", "", 0.9999, true, false)));
    }

    private static String figure(OverviewPage page, String id) {
        return page.getTiles().stream()
                .filter(tile -> tile.id().equals(id))
                .map(tile -> tile.value() + " / " + tile.note())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void figures_are_written_for_people() {
        OverviewPage page = page(State.HEALTHY, "", held());

        assertThat(figure(page, "assertions")).startsWith("11,092 / ");
        assertThat(figure(page, "shards")).isEqualTo("1 / of 2");
        assertThat(figure(page, "disk")).isEqualTo("60.0 GiB / 60 % of 100.0 GiB");
        assertThat(figure(page, "runs")).isEqualTo("3 / 4.0 MiB on disk, 1.0 MiB in memory");
        assertThat(figure(page, "archive")).isEqualTo("512 B / 2 gaps");
        assertThat(figure(page, "scrub")).isEqualTo("1 d 1 h ago / 2026-11-27 10:44:33 UTC");
        assertThat(figure(page, "backup")).isEqualTo("\u2013 / there was none yet");
        assertThat(figure(page, "uptime")).startsWith("2 h 1 min / since ");
        assertThat(page.getWork()).containsExactly("backup, 43 %: copying", "scrub, paused at 99 %");
    }

    @Test
    void a_node_that_reaches_too_few_others_is_painted_red() {
        OverviewPage page = page(State.NO_MAJORITY, "too few", held());
        assertThat(page.getTone()).isEqualTo("bad");
        assertThat(page.getState()).isEqualTo("no-majority");
        assertThat(page.getDetail()).isEqualTo("too few");
    }

    @Test
    void a_node_that_takes_writes_but_needs_somebody_is_not_painted_green() {
        OverviewPage calm = page(State.HEALTHY, "", held());
        OverviewPage troubled = page(State.HEALTHY, "", held(new Concern(true, "it burns", "run")));

        assertThat(calm.getTone()).isEqualTo("good");
        assertThat(calm.getDetail()).isEmpty();
        assertThat(troubled.getTone()).isEqualTo("warn");
        assertThat(troubled.getState()).isEqualTo("healthy");
        assertThat(troubled.getDetail()).contains("needs somebody");
        assertThat(troubled.getSign()).isNotEqualTo(calm.getSign());
    }

    @Test
    void a_node_whose_data_is_not_open_says_why_and_shows_no_figures() {
        OverviewPage page = page(State.STARTING, "5 records read back", null);

        assertThat(page.getTone()).isEqualTo("wait");
        assertThat(page.getState()).isEqualTo("starting");
        assertThat(page.getDetail()).isEqualTo("5 records read back");
        assertThat(page.isOpen()).isFalse();
        assertThat(page.getTiles()).isEmpty();
        assertThat(page.getNode()).isEmpty();
        assertThat(page(State.FAILED, "damaged", null).getTone()).isEqualTo("bad");
        assertThat(page(State.READ_ONLY, "full", held()).getTone()).isEqualTo("bad");
    }

    @Test
    void a_cluster_that_is_not_well_is_not_painted_green_and_one_of_which_nothing_is_known_is_not_painted_red() {
        assertThat(page(State.DEGRADED, "see below", held(), cluster("degraded"))
                        .getTone())
                .isEqualTo("warn");
        assertThat(page(State.UNHEALTHY, "see below", held(), cluster("unhealthy"))
                        .getTone())
                .isEqualTo("bad");
        OverviewPage unknown = page(State.UNKNOWN, "just started", held(), cluster("unknown"));
        assertThat(unknown.getTone()).isEqualTo("wait");
        assertThat(unknown.getState()).isEqualTo("unknown");
    }

    @Test
    void members_are_shown_with_a_way_to_their_consoles() {
        OverviewPage page = page(
                State.DEGRADED,
                "",
                held(),
                cluster(
                        "degraded",
                        new Member("b", false, "Draining", 5, "b:1", Optional.of("b:1"), ""),
                        new Member("c", false, "Dead", 0, "c:2", Optional.empty(), "it does not answer")));

        assertThat(page.getCluster()).isEqualTo("Cluster c: degraded");
        assertThat(page.getBears())
                .isEqualTo("3 members, 2 copies of each shard; 0 more may fail before writes are refused");
        assertThat(page.getMembers())
                .containsExactly(
                        new MemberRow("node-1", "", "Alive", "good", "\u2714", "11,092", "a:1", "this node"),
                        new MemberRow("b", "http://b:1/console/", "Draining", "warn", "\u25b2", "5", "b:1", ""),
                        new MemberRow("c", "", "Dead", "bad", "\u2716", "0", "c:2", "it does not answer"));
        assertThat(page(State.HEALTHY, "", held()).isClustered()).isFalse();
        assertThat(page(State.HEALTHY, "", held()).getMembers()).isEmpty();
    }

    @Test
    void shards_that_others_keep_are_not_counted_as_complete() {
        List<Shard> shards = List.of(
                new Shard(0, 9, 1, ShardCondition.FILLED, true),
                new Shard(1, 4, 1, ShardCondition.FILLING, false),
                new Shard(2, 0, 0, ShardCondition.ELSEWHERE, false));
        OverviewPage page = page(State.HEALTHY, "", held(shards), cluster("healthy"));

        assertThat(figure(page, "shards")).isEqualTo("2 / 1 complete, 1 led; the cluster has 3");
    }

    @Test
    void a_change_that_another_node_sees_to_is_shown_as_far_as_it_has_told() {
        OverviewPage page = page(
                State.HEALTHY,
                "",
                held(
                        List.of(),
                        new Work("drain of d", "b sees to it", 0.25, false, true),
                        new Work("remove of e", "b does not answer", 0, true, true)),
                cluster("healthy"));

        assertThat(page.getWork())
                .containsExactly("drain of d, at least 25 %: b sees to it", "remove of e, waiting: b does not answer");
    }
}
