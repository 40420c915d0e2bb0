package io.stemedb.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.overview.Overview;
import io.stemedb.cluster.overview.Overview.Archive;
import io.stemedb.cluster.overview.Overview.Concern;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Overview.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverviewPageTest {
    private static final Instant NOW = Instant.parse("2026-11-28T11:44:33Z");

    private static OverviewPage page(State state, String detail, Held held) {
        Overview look = new Overview(NOW, NOW.minusSeconds(7_300), "1.2.3", state, detail, Optional.ofNullable(held));
        return new OverviewPage(() -> look);
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
                        new Shard(0, 11_092, 4L << 20, ShardCondition.FILLED),
                        new Shard(1, 0, 0, ShardCondition.DAMAGED)),
                List.of(concerns),
                List.of(new Work("backup", "copying", 0.431, false), new Work("scrub", "", 0.9999, true)));
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
}
