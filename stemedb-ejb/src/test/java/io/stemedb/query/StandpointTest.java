package io.stemedb.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Histories;
import io.stemedb.lens.Lens;
import io.stemedb.lens.Resolution;
import io.stemedb.lens.View;
import io.stemedb.source.SourceRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StandpointTest {
    private static final int SIZE = 160;

    @Property(tries = 300)
    void what_is_kept_up_to_date_is_what_would_be_worked_out_anew(@ForAll long seed) {
        Random random = new Random(seed);
        World weights = new World();
        Histories histories = new Histories(seed);
        List<Recorded> known = new ArrayList<>();
        SlotState state = SlotState.of(known);
        for (int id = 0; id < SIZE; id++) {
            Recorded more = more(id, random, histories);
            known.add(more);
            state = state.with(more);
            if (random.nextInt(20) == 0) {
                weights.weigh("s" + random.nextInt(4), random.nextInt(3) * 400_000, id);
            }
            for (Lens lens : Lens.values()) {
                if (random.nextInt(3) == 0) {
                    assertSame(state, known, lens, random.nextInt(8), weights.registry, id);
                }
            }
        }
    }

    /**
     * Mostly claims that just join, so that much is kept; now and then one that changes more, or will once its target
     * comes.
     */
    private static Recorded more(int id, Random random, Histories histories) {
        return switch (random.nextInt(24)) {
            case 0 -> histories.record(id, SIZE).recorded(id).done();
            case 1 ->
                Claims.retraction(id, random.nextInt(SIZE))
                        .by("s1")
                        .recorded(id)
                        .done();
            case 2 ->
                Claims.claim(id)
                        .by("s2")
                        .supersedes(random.nextInt(SIZE))
                        .recorded(id)
                        .done();
            default -> joining(id, random);
        };
    }

    private static Recorded joining(int id, Random random) {
        return Claims.claim(id)
                .says("" + random.nextInt(4))
                .by("s" + random.nextInt(4))
                .confidence(random.nextInt(5) * 250_000)
                .asserted(random.nextInt(6))
                .recorded(id)
                .done();
    }

    private static void assertSame(
            SlotState state, List<Recorded> known, Lens lens, long validAt, SourceRegistry registry, long asOf) {
        Resolution anew =
                Resolution.of(lens, Candidates.of(known, View.at(validAt)), source -> registry.authority(source, asOf));
        assertThat(state.at(validAt).resolution(lens, registry, asOf)).isEqualTo(anew);
    }

    @Test
    void a_claim_that_just_joins_a_large_slot_leaves_its_standpoint_standing() {
        SlotState state = SlotState.of(List.of());
        for (int id = 0; id < 100; id++) {
            state = state.with(Claims.claim(id).recorded(id).done());
        }
        assertThat(state.at(0).with(Claims.claim(100).done())).isNotNull();
        assertThat(state.at(0).with(Claims.claim(100).supersedes(3).done())).isNull();
        assertThat(state.at(0).with(Claims.claim(100).valid(3, 9).done())).isNull();
        assertThat(state.at(0).with(Claims.retraction(100, 3).done())).isNull();
    }
}
