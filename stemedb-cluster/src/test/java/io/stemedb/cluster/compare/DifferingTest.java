package io.stemedb.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.compare.Differing.Bucket;
import io.stemedb.cluster.peer.Survey.Branch;
import io.stemedb.cluster.peer.Surveyed;
import io.stemedb.cluster.peer.Surveyed.Part;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferingTest {
    private static Surveyed said(Part... parts) {
        return new Surveyed(Arrays.asList(parts));
    }

    private static Part part(int shard, int bucket, Long... marks) {
        return new Part(shard, bucket, List.of(marks));
    }

    private static Branch branch(int shard, int... buckets) {
        BitSet some = new BitSet();
        Arrays.stream(buckets).forEach(some::set);
        return new Branch(shard, some);
    }

    @Test
    void shards_of_other_marks_differ_and_those_that_only_one_has_whole_are_left_alone() {
        Surveyed one = said(part(0, 0, 7L), part(1, 0, 7L), part(2, 0, 7L));
        Surveyed other = said(part(1, 0, 8L), part(2, 0, 7L), part(3, 0, 7L));
        assertThat(Differing.shards(one, other)).containsExactly(branch(1));
        assertThat(Differing.shards(one, said())).isEmpty();
    }

    @Test
    void of_a_shard_the_buckets_are_named_that_differ() {
        Surveyed one = said(part(4, 0, 1L, 2L, 3L, 4L), part(5, 0, 1L, 2L));
        Surveyed other = said(part(4, 0, 1L, 9L, 3L, 9L), part(5, 0, 1L, 2L));
        assertThat(Differing.buckets(one, other)).containsExactly(branch(4, 1, 3));
    }

    @Test
    void records_are_named_by_who_has_them_alone_in_whatever_order_they_were_said() {
        List<Bucket> found = Differing.records(said(part(0, 17, 1L, 2L, 3L)), said(part(0, 17, 4L, 3L, 1L, 5L)));
        assertThat(found).singleElement().satisfies(bucket -> {
            assertThat(bucket.here()).containsExactly(2L);
            assertThat(bucket.there()).containsExactlyInAnyOrder(4L, 5L);
            assertThat(bucket.isAlike()).isFalse();
        });
    }

    @Test
    void a_bucket_of_the_same_records_is_alike_and_so_its_bytes_are_to_be_compared() {
        List<Bucket> found = Differing.records(said(part(0, 17, 1L, 2L)), said(part(0, 17, 2L, 1L)));
        assertThat(found).singleElement().matches(Bucket::isAlike);
        assertThat(Differing.branches(found)).containsExactly(branch(0, 17));
    }

    @Test
    void a_record_that_an_empty_bucket_lacks_is_found_too() {
        assertThat(Differing.records(said(part(0, 17)), said(part(0, 17, 5L))))
                .singleElement()
                .isEqualTo(new Bucket(0, 17, List.of(), List.of(5L)));
    }

    @Test
    void what_one_of_both_had_no_room_to_say_is_asked_again_and_nothing_else() {
        List<Branch> asked = List.of(branch(0, 1, 2, 3), branch(6, 9));
        Surveyed one = said(part(0, 1, 5L), part(0, 2, 5L), part(6, 9, 5L));
        Surveyed other = said(part(0, 1, 5L), part(6, 9, 5L), part(0, 3, 5L));
        assertThat(Differing.left(asked, Differing.records(one, other))).containsExactly(branch(0, 2, 3));
        assertThat(asked.get(0)).as("what was asked stays as it was").isEqualTo(branch(0, 1, 2, 3));
    }

    @Test
    void once_all_is_answered_nothing_is_asked_again() {
        List<Branch> asked = List.of(branch(0, 1));
        Surveyed both = said(part(0, 1, 5L));
        assertThat(Differing.left(asked, Differing.records(both, both))).isEmpty();
    }
}
