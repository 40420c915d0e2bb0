package io.stemedb.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LensSpeedTest {
    private static long bestNanos(List<Recorded> slot, Lens lens, int rounds) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            Resolution resolution = Resolution.of(lens, Candidates.of(slot, View.at(0)), Authorities.NONE);
            best = Math.min(best, System.nanoTime() - start);
            assertThat(resolution.chosen()).isNotEmpty();
        }
        return best;
    }

    private static List<Recorded> slot(int size, int values) {
        List<Recorded> slot = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            slot.add(Claims.claim(i)
                    .says("\"v" + i * 7919 % values + '"')
                    .by("source-" + i % 997)
                    .done());
        }
        return slot;
    }

    @Test
    void ten_thousand_claims_resolve_in_two_milliseconds() {
        for (Lens lens : List.of(Lens.RECENCY, Lens.CONSENSUS, Lens.AUTHORITY)) {
            assertThat(bestNanos(slot(10_000, 5), lens, 200)).as(lens.wire()).isLessThan(2_000_000);
            assertThat(bestNanos(slot(10_000, 10_000), lens, 200))
                    .as(lens.wire())
                    .isLessThan(2_000_000);
        }
    }
}
