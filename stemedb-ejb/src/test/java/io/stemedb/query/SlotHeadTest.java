package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.lens.Lens;
import io.stemedb.reading.FakeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head of a slot says what the whole slot says, or nothing. */
class SlotHeadTest {
    private static final Slot SLOT = new Slot("geo/country/FR", "capital");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_head_kept_up_to_date_says_what_the_whole_slot_says(long seed) {
        Random random = new Random(seed);
        FakeReader store = new FakeReader();
        SlotCache cache = new SlotCache(store, random.nextBoolean() ? 1 << 20 : 3000);
        List<Recorded> all = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            Recorded next = next(i, random, all);
            all.add(next);
            store.add(next);
            cache.applied(next);
            if (random.nextInt(3) == 0) {
                compare(cache, seed, i);
            }
        }
    }

    private static Recorded next(int i, Random random, List<Recorded> all) {
        var claim = claim(i).says(Integer.toString(random.nextInt(3))).asserted(random.nextInt(50));
        if (i > 120 && random.nextInt(20) == 0) {
            return claim.supersedes(1 + random.nextInt(all.size())).done();
        }
        return (i > 150 && random.nextInt(20) == 0 ? claim.valid(Assertion.UNBOUNDED, 1_000_000) : claim).done();
    }

    private static void compare(SlotCache cache, long seed, int step) {
        SlotHead head = cache.head(SLOT);
        if (head != null) {
            Standpoint whole = cache.slot(SLOT).at(0);
            assertThat(head.newest()).as("seed %d step %d", seed, step).isEqualTo(newest(whole));
            assertThat(head.candidates()).isEqualTo(whole.candidates().size());
            assertThat(head.contested()).isEqualTo(whole.candidates().contested());
            assertThat(head.latest()).isEqualTo(cache.slot(SLOT).latestRecordedAt());
        } else {
            assertThat(step).as("seed %d: a plain slot has a head", seed).isGreaterThan(120);
        }
    }

    private static Recorded newest(Standpoint whole) {
        return whole.resolution(Lens.RECENCY, null, 0).chosen().get(0);
    }
}
