package io.stemedb.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final int SHARD = 3;

    /** A record that is nothing but bytes. */
    private record Stored(byte[] id, boolean nonce, long assertedAt, byte[] key, byte[] rest) {
        static Stored random(Random random) {
            byte[] id = new byte[32];
            byte[] key = new byte[40 + random.nextInt(40)];
            byte[] rest = new byte[60 + random.nextInt(60)];
            List.of(id, key, rest).forEach(random::nextBytes);
            return new Stored(id, random.nextBoolean(), random.nextLong(), key, rest);
        }

        Stored recordedAnew() {
            byte[] other = key.clone();
            other[other.length - 1]++;
            return new Stored(id, nonce, assertedAt, other, rest);
        }

        Leaf leaf() {
            return new Leaves().of(id, nonce, assertedAt, key, rest);
        }
    }

    private static List<Stored> records(long seed, int count) {
        Random random = new Random(seed);
        List<Stored> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Stored.random(random));
        }
        return records;
    }

    private static Sums sums(List<Stored> records) {
        Sums sums = new Sums();
        records.forEach(record -> sums.add(SHARD, record.id, record.leaf()));
        return sums;
    }

    @Property(tries = 100)
    void order_never_matters(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
        List<Stored> records = records(seed, count);
        Sums one = sums(records);
        Collections.shuffle(records, new Random(seed));
        assertThat(sums(records)).isEqualTo(one);
        assertThat(sums(records).roots(SHARD)).isEqualTo(one.roots(SHARD));
    }

    @Property(tries = 100)
    void parts_add_up_to_the_whole(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
        List<Stored> records = records(seed, count);
        int cut = count == 0 ? 0 : (int) Math.floorMod(seed, (long) count);
        Sums parts = sums(records.subList(0, cut));
        parts.add(sums(records.subList(cut, count)));
        assertThat(parts.roots(SHARD)).isEqualTo(sums(records).roots(SHARD));
    }

    @Property(tries = 100)
    void one_record_more_or_less_or_another_shows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
        List<Stored> records = records(seed, count);
        Roots all = sums(records).roots(SHARD);
        Roots less = sums(records.subList(1, count)).roots(SHARD);
        records.set(0, records(seed + 1, 1).get(0));
        Roots another = sums(records).roots(SHARD);
        assertThat(List.of(all.content(), less.content(), another.content())).doesNotHaveDuplicates();
        assertThat(List.of(all.record(), less.record(), another.record())).doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void they_come_back_from_their_bytes(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
        Sums sums = sums(records(seed, count));
        records(seed + 1, 2).forEach(record -> sums.add(0xffff, record.id, record.leaf()));
        Sums read = Sums.read(sums.bytes());
        assertThat(read).isEqualTo(sums);
        assertThat(read.roots(SHARD)).isEqualTo(sums.roots(SHARD));
    }

    @Test
    void few_records_take_few_bytes() {
        assertThat(new Sums().bytes()).hasSize(4);
        assertThat(sums(records(1, 1)).bytes()).hasSize(4 + 4 + 32 + 32);
    }

    @Test
    void the_same_claim_taken_at_another_time_has_the_same_content() {
        Stored record = records(7, 1).get(0);
        Roots one = sums(List.of(record)).roots(SHARD);
        Roots other = sums(List.of(record.recordedAnew())).roots(SHARD);
        assertThat(other.content()).isEqualTo(one.content());
        assertThat(other.record()).isNotEqualTo(one.record());
    }

    @Test
    void with_a_nonce_the_time_is_content_too() {
        Stored record = records(7, 1).get(0);
        for (boolean nonce : new boolean[] {true, false}) {
            Leaf at = new Leaf(0, 0, 0, 0);
            Leaf one = new Leaves().of(record.id, nonce, 1, record.key, record.rest);
            Leaf other = new Leaves().of(record.id, nonce, 2, record.key, record.rest);
            assertThat(one).isNotEqualTo(at);
            assertThat(one.equals(other)).isEqualTo(!nonce);
        }
    }

    @Test
    void a_carry_goes_into_the_higher_half() {
        Sums sums = new Sums();
        byte[] id = new byte[32];
        sums.add(SHARD, id, new Leaf(1, -1, -1, -1));
        sums.add(SHARD, id, new Leaf(0, 1, 0, 1));
        Sums expected = new Sums();
        expected.add(SHARD, id, new Leaf(2, 0, 0, 0));
        assertThat(sums).isEqualTo(expected);
    }
}
