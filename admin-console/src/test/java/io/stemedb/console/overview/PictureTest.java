package io.stemedb.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.overview.Overview.Shard;
import io.stemedb.cluster.overview.Overview.ShardCondition;
import io.stemedb.console.overview.Picture.Cell;
import io.stemedb.console.overview.Picture.Legend;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final Picture picture = Picture.of(
            List.of(
                    new Shard(0, 1_000_000, 2_048, ShardCondition.FILLED, false),
                    new Shard(1, 500_000, 0, ShardCondition.DAMAGED, false),
                    new Shard(2, 1, 0, ShardCondition.LOST, false),
                    new Shard(3, 0, 0, ShardCondition.FILLED, false)),
            false);

    @Test
    void each_condition_has_a_sign_of_its_own_beside_its_colour() {
        assertThat(picture.cells()).extracting(Cell::sign).containsExactly("", "\u25b2", "\u2716", "");
        assertThat(picture.legend()).extracting(Legend::sign).doesNotHaveDuplicates();
        assertThat(picture.legend()).extracting(Legend::condition).containsExactly("filled", "damaged", "lost");
        assertThat(picture.legend()).extracting(Legend::count).containsExactly("2", "1", "1");
    }

    @Test
    void a_bar_is_as_high_as_its_shard_is_full_and_shows_even_one_record() {
        assertThat(picture.cells())
                .extracting(Cell::style)
                .containsExactly("filled h10", "damaged h5", "lost h1", "filled h0");
    }

    @Test
    void it_can_be_read_out() {
        assertThat(picture.label()).isEqualTo("4 shards: 2 filled, 1 damaged, 1 lost");
        assertThat(picture.cells().get(0).title()).isEqualTo("shard_0: filled, 1,000,000 records, 2.0 KiB");
    }

    @Test
    void shards_without_records_have_no_bars() {
        assertThat(Picture.of(List.of(new Shard(0, 0, 0, ShardCondition.FILLED, false)), false)
                        .cells())
                .extracting(Cell::style)
                .containsExactly("filled h0");
        assertThat(Picture.of(List.of(), false).cells()).isEmpty();
    }

    @Test
    void what_a_node_of_a_cluster_does_not_have_all_of_is_not_shown_as_filled() {
        Picture of = Picture.of(
                List.of(
                        new Shard(0, 10, 0, ShardCondition.FILLED, true),
                        new Shard(1, 10, 0, ShardCondition.FILLED, false),
                        new Shard(2, 5, 0, ShardCondition.FILLING, false),
                        new Shard(3, 0, 0, ShardCondition.ELSEWHERE, false)),
                true);

        assertThat(of.label()).isEqualTo("4 shards: 2 filled, 1 filling, 1 elsewhere");
        assertThat(of.legend())
                .extracting(Legend::condition)
                .containsExactly("filled", "filling", "elsewhere", "damaged", "lost");
        assertThat(of.legend()).extracting(Legend::sign).doesNotHaveDuplicates();
        assertThat(of.cells()).extracting(Cell::role).containsExactly("leader", "follower", "follower", "");
        assertThat(of.cells()).extracting(Cell::mark).containsExactly("\u2605", "", "", "");
        assertThat(of.cells()).extracting(Cell::brief).containsExactly("10", "10", "5", "");
        assertThat(of.led()).isEqualTo("1");
        assertThat(of.cells().get(0).title()).isEqualTo("shard_0: filled, leader, 10 records, 0 B");
        assertThat(picture.cells()).extracting(Cell::role).containsOnly("");
    }
}
