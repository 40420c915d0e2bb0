package io.stemedb.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final int BUCKET_AT = 2;
    private static final int SEEN_OF_ID = 11;
    private static final int STAMP = 24;

    private static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at]++;
        return other;
    }

    @Property(tries = 200)
    void a_record_is_in_the_bucket_of_the_third_byte_of_its_id_by_either_name(
            @ForAll @Size(32) byte[] id, @ForAll @Size(STAMP) byte[] stamp, @ForAll long high, @ForAll long low) {
        int bucket = id[BUCKET_AT] & 0xff;
        assertThat(Marks.bucket(Marks.ofStamp(id, stamp))).isEqualTo(bucket);
        assertThat(Marks.bucket(Marks.ofBytes(id, new Leaf(0, 0, high, low)))).isEqualTo(bucket);
    }

    @Property(tries = 200)
    void the_part_of_an_id_that_an_index_has_is_enough(@ForAll @Size(32) byte[] id, @ForAll @Size(STAMP) byte[] stamp) {
        assertThat(Marks.ofStamp(Arrays.copyOf(id, SEEN_OF_ID), stamp)).isEqualTo(Marks.ofStamp(id, stamp));
    }

    @Property(tries = 200)
    void another_stamp_gives_another_mark_whichever_byte_differs(
            @ForAll @Size(32) byte[] id, @ForAll @Size(STAMP) byte[] stamp, @ForAll @IntRange(max = STAMP - 1) int at) {
        assertThat(Marks.ofStamp(id, changed(stamp, at))).isNotEqualTo(Marks.ofStamp(id, stamp));
    }

    @Property(tries = 200)
    void another_id_gives_another_mark(
            @ForAll @Size(32) byte[] id,
            @ForAll @Size(STAMP) byte[] stamp,
            @ForAll @IntRange(min = BUCKET_AT, max = SEEN_OF_ID - 1) int at) {
        assertThat(Marks.ofStamp(changed(id, at), stamp)).isNotEqualTo(Marks.ofStamp(id, stamp));
    }

    @Property(tries = 200)
    void a_flipped_bit_of_a_record_gives_another_mark_of_its_bytes(
            @ForAll @Size(32) byte[] id, @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 63) int bit) {
        long mark = Marks.ofBytes(id, new Leaf(0, 0, high, low));
        assertThat(Marks.ofBytes(id, new Leaf(0, 0, high ^ 1L << bit, low))).isNotEqualTo(mark);
        assertThat(Marks.ofBytes(id, new Leaf(9, 9, high, low)))
                .as("it is of the bytes, not of what was claimed")
                .isEqualTo(mark);
    }

    @Test
    void a_shard_has_another_mark_if_any_bucket_has_or_two_have_changed_places() {
        long[] buckets = new Random(1).longs(256).toArray();
        Set<Long> roots = new HashSet<>(Set.of(Marks.root(buckets)));
        for (int i = 0; i < buckets.length; i++) {
            long[] other = buckets.clone();
            other[i]++;
            assertThat(roots.add(Marks.root(other))).as("bucket %d", i).isTrue();
        }
        long[] swapped = buckets.clone();
        swapped[3] = buckets[4];
        swapped[4] = buckets[3];
        assertThat(roots.add(Marks.root(swapped))).isTrue();
        assertThat(Marks.root(buckets.clone())).isEqualTo(Marks.root(buckets));
    }

    @Test
    void no_two_numbers_are_mixed_to_the_same() {
        assertThat(new Random(2).longs(10_000).map(Marks::mixed).distinct().count())
                .isEqualTo(10_000);
    }
}
