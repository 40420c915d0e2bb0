package io.stemedb.admin.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void shards_that_follow_one_another_are_a_range() {
        assertThat(Ranges.of(List.of("shard_15", "shard_0", "shard_2", "shard_1", "shard_3")))
                .isEqualTo("0-3,15");
        assertThat(Ranges.of(List.of("shard_10", "shard_15", "shard_22"))).isEqualTo("10,15,22");
        assertThat(Ranges.of(List.of("shard_4", "shard_5"))).isEqualTo("4,5");
        assertThat(Ranges.of(List.of("shard_7", "7"))).isEqualTo("7");
        assertThat(Ranges.of(List.of())).isEmpty();
        assertThat(Ranges.of(List.of("odd", "shard_1"))).isEqualTo("1,odd");
    }

    @Test
    void a_long_list_is_cut_at_a_number_and_counted() {
        List<String> even =
                IntStream.range(0, 32).mapToObj(i -> "shard_" + 2 * i).toList();
        assertThat(Ranges.shortened(even)).isEqualTo("0,2,4,6,8,10,12,... (32)");
        assertThat(Ranges.shortened(even.subList(0, 4))).isEqualTo("0,2,4,6");
    }
}
