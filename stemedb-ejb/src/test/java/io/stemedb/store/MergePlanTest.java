package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** What is merged by itself. */
    private List<RunEntry> next(List<RunEntry> runs) {
        return plan.next(runs, false);
    }

    /** A run of so many records in shards 0 to 9, with a byte for each; all of the same size. */
    private static RunEntry ofTenShards(long number, long inEach) {
        Map<Integer, Long> shards = new TreeMap<>();
        for (int shard = 0; shard < 10; shard++) {
            shards.put(shard, inEach);
        }
        long records = 10 * inEach;
        return new RunEntry(number, 0, records, 5 * number, 5 * number + 1, "", "", records, 10, 0, shards);
    }

    private static RunEntry without(RunEntry run, int shards) {
        RunEntry left = run;
        for (int shard = 0; shard < shards; shard++) {
            left = left.without(shard);
        }
        return left;
    }

    private static List<Long> numbers(List<RunEntry> runs) {
        return runs.stream().map(RunEntry::number).toList();
    }

    @Test
    void the_oldest_neighbours_of_the_lowest_level_come_first() {
        assertThat(next(runs("1110000"))).isEqualTo(runs("1110000").subList(3, 6));
        assertThat(next(runs("11100"))).isEqualTo(runs("11100").subList(0, 3));
        assertThat(next(runs("1100"))).isEmpty();
    }

    @Test
    void nothing_is_merged_across_a_gap_or_another_level() {
        assertThat(next(runs("00 0"))).isEmpty();
        assertThat(next(runs("00100"))).isEmpty();
        assertThat(numbers(next(runs("00 000")))).containsExactly(4L, 5L, 6L);
    }

    @Test
    void a_run_does_not_become_larger_than_its_filters_may_be() {
        MergePlan small = new MergePlan(FAN, FAN * RECORDS);
        assertThat(small.next(runs("000"), false)).hasSize(FAN);
        assertThat(small.next(runs("111"), true)).isEmpty();
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
        assertThat(next(List.of(runs.get(0).without(0), runs.get(1)))).isEmpty();
        RunEntry mostlyDropped = runs.get(0).without(1);
        assertThat(next(List.of(mostlyDropped, runs.get(1)))).containsExactly(mostlyDropped);
        assertThat(MergePlan.levelOf(List.of(mostlyDropped))).isEqualTo(1);
    }

    @Test
    void a_full_merge_writes_a_run_again_of_which_something_was_dropped() {
        RunEntry run = runs("1").get(0);
        assertThat(plan.full(List.of(run), Long.MAX_VALUE)).isEmpty();
        assertThat(plan.full(List.of(run.without(0)), Long.MAX_VALUE)).containsExactly(List.of(run.without(0)));
    }

    @Test
    void a_run_of_which_a_tenth_was_dropped_is_written_again_if_the_room_is_to_be_given_back() {
        RunEntry whole = ofTenShards(1, 10);
        RunEntry tenth = without(whole, 1);
        assertThat(next(List.of(tenth))).isEmpty();
        assertThat(plan.next(List.of(tenth), true)).containsExactly(tenth);
        assertThat(plan.owed(List.of(whole, tenth))).isEqualTo(10);
        RunEntry little = new RunEntry(
                2,
                0,
                101,
                0,
                1,
                "",
                "",
                101,
                10,
                0,
                without(ofTenShards(2, 10), 1).shards());
        RunEntry less = new RunEntry(3, 0, 101, 0, 1, "", "", 101, 10, 0, Map.of(0, 91L));
        assertThat(plan.next(List.of(little), true)).containsExactly(little);
        assertThat(plan.next(List.of(less), true)).as("10 of 101").isEmpty();
        assertThat(plan.owed(List.of(less))).isZero();
    }

    @Test
    void a_run_that_was_wholly_dropped_owes_all_of_its_room() {
        RunEntry gone = without(ofTenShards(1, 10), 10);
        assertThat(next(List.of(gone))).containsExactly(gone);
        assertThat(plan.next(List.of(gone), true)).containsExactly(gone);
        assertThat(plan.owed(List.of(gone))).isEqualTo(100);
    }

    @Test
    void nothing_is_owed_where_nothing_was_dropped_or_all_of_that_was_written_again() {
        RunEntry written = new RunEntry(
                9,
                0,
                80,
                0,
                1,
                "",
                "",
                80,
                10,
                0,
                without(ofTenShards(1, 10), 2).shards());
        RunEntry notes = new RunEntry(10, 0, 0, 1, 2, "", "", 80, 10, 0, Map.of());
        assertThat(plan.owed(List.of())).isZero();
        assertThat(plan.next(List.of(), true)).isEmpty();
        assertThat(plan.owed(List.of(written, notes))).isZero();
        assertThat(plan.next(List.of(written, notes), true)).isEmpty();
    }

    @Test
    void what_was_dropped_needs_no_room_to_be_written_again() {
        RunEntry run = ofTenShards(1, 1_000);
        assertThat(MergePlan.needed(List.of(run))).isEqualTo(10_010);
        assertThat(MergePlan.needed(List.of(without(run, 4)))).isEqualTo(6_010);
        assertThat(MergePlan.needed(List.of(without(run, 10), without(run, 9)))).isEqualTo(1_020);
    }

    @Test
    void the_smallest_run_is_written_again_first() {
        RunEntry large = without(ofTenShards(1, 50), 3);
        RunEntry small = without(ofTenShards(2, 10), 3);
        assertThat(plan.next(List.of(large, small), true)).containsExactly(small);
    }

    @Test
    void what_merges_may_not_write_again_is_not_owed() {
        RunEntry gone = without(ofTenShards(1, 10), 10);
        RunEntry large = without(ofTenShards(2, 10), 6);
        MergePlan off = new MergePlan(FAN, Merging.OFF.mostRecords());
        assertThat(off.next(List.of(gone), true)).isEmpty();
        assertThat(off.next(List.of(gone), false)).isEmpty();
        assertThat(off.owed(List.of(gone, large))).isZero();
        MergePlan few = new MergePlan(FAN, 39);
        assertThat(few.next(List.of(large), true)).as("40 are left").isEmpty();
        assertThat(few.owed(List.of(large))).isZero();
        assertThat(new MergePlan(FAN, 40).next(List.of(large), false)).containsExactly(large);
    }

    @Test
    void runs_too_large_to_be_multiplied_owe_what_they_owe() {
        long records = 10_000_000_000L;
        RunEntry run =
                new RunEntry(1, 3, records, 0, 1, "", "", 4 * records, 10, 0, Map.of(0, records / 2, 1, records / 2));
        assertThat(plan.owed(List.of(run.without(0)))).isEqualTo(2 * records);
    }
}
