package io.stemedb.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import io.stemedb.simulation.Seeds;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Vectors beside a plain set of dots: numbers come in any order, with holes, twice, and in pieces. */
class IntervalsSimulation {
    private static final int NUMBERS = 40;
    private static final int RECORDERS = 3;

    @Test
    void a_vector_holds_what_a_set_of_dots_holds() {
        Seeds.tryAll(300, IntervalsSimulation::grow);
    }

    @Test
    void a_bounded_vector_never_says_too_much() {
        Seeds.tryAll(300, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Dot> held = new HashSet<>();
            ShardVector vector = ShardVector.NONE;
            for (int step = 0; step < 200; step++) {
                Dot dot = any(random);
                held.add(dot);
                vector = vector.with(dot).atMost(3);
                assertThat(vector.holds(dot) || vector.of(dot.recorder()).size() == 3)
                        .isTrue();
                forEach(vector, said -> assertThat(held).contains(said));
            }
        });
    }

    private static void grow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Dot> held = new HashSet<>();
        Set<Dot> others = new HashSet<>();
        ShardVector vector = ShardVector.NONE;
        ShardVector other = ShardVector.NONE;
        for (int step = 0; step < 60; step++) {
            Dot one = any(random);
            Dot two = any(random);
            held.add(one);
            others.add(two);
            vector = vector.with(one);
            other = other.with(two);
            assertThat(vector.covers(other)).isEqualTo(held.containsAll(others));
        }
        same(vector, held);
        same(ShardVector.read(other.bytes()), others);
        assertThat(ShardVector.read(vector.bytes())).isEqualTo(vector);
        Set<Dot> left = new HashSet<>(held);
        left.removeAll(others);
        same(vector.minus(other), left);
        Set<Dot> all = new HashSet<>(held);
        all.addAll(others);
        same(vector.union(other), all);
        assertThat(vector.union(other)).isEqualTo(other.union(vector));
        assertThat(vector.union(other).digest()).isEqualTo(other.union(vector).digest());
        assertThat(vector.digest() == other.digest()).isEqualTo(held.equals(others));
        vector.recorders().forEach(recorder -> {
            Intervals numbers = other(held, recorder);
            assertThat(Intervals.parse(numbers.toString())).isEqualTo(numbers);
        });
    }

    private static Intervals other(Set<Dot> held, long recorder) {
        Intervals numbers = Intervals.NONE;
        for (Dot dot : held) {
            numbers = dot.recorder() == recorder ? numbers.with(dot.n()) : numbers;
        }
        return numbers;
    }

    private static Dot any(SplittableRandom random) {
        return new Dot(random.nextInt(RECORDERS) - 1, 1 + random.nextInt(NUMBERS));
    }

    private static void same(ShardVector vector, Set<Dot> held) {
        Set<Dot> said = new HashSet<>();
        forEach(vector, said::add);
        assertThat(said).isEqualTo(held);
        assertThat(vector.count()).isEqualTo(held.size());
        ShardVector again = ShardVector.NONE;
        for (Dot dot : held) {
            again = again.with(dot);
        }
        assertThat(again).isEqualTo(vector);
        assertThat(again.digest()).isEqualTo(vector.digest());
    }

    private static void forEach(ShardVector vector, java.util.function.Consumer<Dot> taker) {
        for (long recorder = -1; recorder < RECORDERS - 1; recorder++) {
            for (long n = 0; n <= NUMBERS + 1; n++) {
                if (vector.holds(new Dot(recorder, n))) {
                    taker.accept(new Dot(recorder, n));
                }
            }
        }
    }
}
