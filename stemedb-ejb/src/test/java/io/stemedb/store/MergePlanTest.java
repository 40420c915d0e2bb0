package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergePlanTest {
    private static final int FAN = 3;
    private static final int RECORDS = 100;
    private static final long BYTES = 1_000;

    private final MergePlan plan = new MergePlan(FAN, Long.MAX_VALUE);

    /** A run of a level for each digit, one beside the other in the journal; a blank is a gap. */
    private static List<RunEntry> runs(String levels) {
        List<RunEntry> runs = new ArrayList<>();
        for (int i = 0; i < levels.length(); i++) {
            if (levels.charAt(i) != ' ') {
                int level = levels.charAt(i) - '0';
                long size = (long) Math.pow(FAN, level);
                runs.add(new RunEntry(
                        i + 1,
                        level,
                        RECORDS * size,
                        i,
                        i + 1,
                        "",
                        "",
                        BYTES * size - 10,
                        10,
                        0,
                        Map.of(0, RECORDS * size / 4, 1, RECORDS * size - RECORDS * size / 4)));
            }
        }
        return runs;
    }

    private static List<Long> numbers(List<RunEntry> runs) {
        return runs.stream().map(RunEntry::number).toList();
    }

    @Test
    void the_oldest_neighbours_of_the_lowest_level_come_first() {
        assertThat(plan.next(runs("1110000"))).isEqualTo(runs("1110000").subList(3, 6));
        assertThat(plan.next(runs("11100"))).isEqualTo(runs("11100").subList(0, 3));
        assertThat(plan.next(runs("1100"))).isEmpty();
    }

    @Test
    void nothing_is_merged_across_a_gap_or_another_level() {
        assertThat(plan.next(runs("00 0"))).isEmpty();
        assertThat(plan.next(runs("00100"))).isEmpty();
        assertThat(numbers(plan.next(runs("00 000")))).containsExactly(4L, 5L, 6L);
    }

    @Test
    void a_run_does_not_become_larger_than_its_filters_may_be() {
        MergePlan small = new MergePlan(FAN, FAN * RECORDS);
        assertThat(small.next(runs("000"))).hasSize(FAN);
        assertThat(small.next(runs("111"))).isEmpty();
        assertThat(small.debtBytes(runs("111")))
                .as("what is not to be done is no debt")
                .isZero();
        assertThat(small.full(runs("0000"), Long.MAX_VALUE))
                .hasSize(1)
                .first()
                .satisfies(group -> assertThat(group).hasSize(FAN));
    }

    @Test
    void only_runs_that_a_merge_could_take_are_a_backlog() {
        assertThat(plan.backlog(runs("00"))).isZero();
        assertThat(plan.backlog(runs("00000"))).isEqualTo(5);
        assertThat(plan.backlog(runs("00 0000"))).isEqualTo(4);
        assertThat(plan.debtBytes(runs("1110001"))).isEqualTo(3 * FAN * BYTES + 3 * BYTES);
    }

    @Test
    void a_full_merge_takes_all_neighbours_into_one() {
        assertThat(plan.full(runs("2110"), Long.MAX_VALUE)).containsExactly(runs("2110"));
        assertThat(plan.full(runs("21 0"), Long.MAX_VALUE)).containsExactly(runs("21"));
        assertThat(plan.full(runs("2"), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void where_room_does_not_allow_one_run_a_full_merge_makes_several() {
        List<List<RunEntry>> groups = plan.full(runs("000000"), 3 * BYTES);
        assertThat(groups)
                .containsExactly(runs("000000").subList(0, 3), runs("000000").subList(3, 6));
        assertThat(plan.full(runs("000000"), BYTES)).isEmpty();
    }

    @Test
    void a_merged_run_is_of_the_level_of_its_size() {
        assertThat(MergePlan.levelOf(runs("000"))).isEqualTo(1);
        assertThat(MergePlan.levelOf(runs("200"))).isEqualTo(2);
        assertThat(MergePlan.levelOf(runs("2200"))).isEqualTo(3);
    }

    @Test
    void a_run_most_of_which_was_dropped_is_written_again_alone_and_stays_in_its_level() {
        List<RunEntry> runs = runs("10");
        assertThat(plan.next(List.of(runs.get(0).without(0), runs.get(1)))).isEmpty();
        RunEntry mostlyDropped = runs.get(0).without(1);
        assertThat(plan.next(List.of(mostlyDropped, runs.get(1)))).containsExactly(mostlyDropped);
        assertThat(MergePlan.levelOf(List.of(mostlyDropped))).isEqualTo(1);
    }

    @Test
    void a_full_merge_writes_a_run_again_of_which_something_was_dropped() {
        RunEntry run = runs("1").get(0);
        assertThat(plan.full(List.of(run), Long.MAX_VALUE)).isEmpty();
        assertThat(plan.full(List.of(run.without(0)), Long.MAX_VALUE)).containsExactly(List.of(run.without(0)));
    }
}
