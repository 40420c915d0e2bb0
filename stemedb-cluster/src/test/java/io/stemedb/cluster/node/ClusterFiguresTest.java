package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.compare.ComparisonCounts;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.Heard;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.replication.Backlog;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.cluster.sync.PullCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterFiguresTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PullCounts PULLS = new PullCounts(1, 2, 3);

    private static ClusterFigures figures(Situation now, long silentFor) {
        return ClusterFigures.of(
                "a",
                Views.members(now, node -> new Heard(node.equals("c") ? silentFor : 0, "", false, ""), 1)
                        .members(),
                HealthView.of(now, 1),
                Map.of("b", 0.5, "c", 20.0, "gone", 9.0),
                Map.of("c", new Backlog(700, 3, 1L, null), "gone", new Backlog(1, 1, 1L, null)),
                44,
                5,
                PULLS,
                new ComparisonCounts(4, 5, 6));
    }

    private static Situations well() {
        return Situations.well().holders("a", "b").keeps("a", true, 7).keeps("b", true, 7);
    }

    @Test
    void each_state_and_each_violation_is_there_in_good_times_too() {
        ClusterFigures figures = figures(well().seenBy("a"), 0);
        assertThat(figures.members()).isEqualTo(Map.of("alive", 3, "suspect", 0, "dead", 0));
        assertThat(figures.violations().keySet()).containsExactlyInAnyOrderElementsOf(HealthView.CODES);
        assertThat(figures.violations().values()).containsOnly(false);
        assertThat(figures.underReplicated() + figures.leaderless()).isZero();
    }

    @Test
    void a_node_that_is_down_keeps_its_place_and_what_is_wrong_is_told() {
        ClusterFigures figures =
                figures(well().holders("a", "c").silent("c").silent("b").seenBy("a"), 20 * SECOND);
        assertThat(figures.members()).isEqualTo(Map.of("alive", 2, "suspect", 0, "dead", 1));
        assertThat(figures.lagSeconds()).isEqualTo(Map.of("b", 0.5, "c", 20.0));
        assertThat(figures.waitingBytes()).isEqualTo(Map.of("b", 0L, "c", 700L));
        assertThat(figures.waitingRecords()).isEqualTo(Map.of("b", 0, "c", 3));
        assertThat(figures.underReplicated()).isEqualTo(1);
        assertThat(figures.violations())
                .containsEntry("no-majority", true)
                .containsEntry("under-replicated", true)
                .containsEntry("leaderless", false);
    }
}
