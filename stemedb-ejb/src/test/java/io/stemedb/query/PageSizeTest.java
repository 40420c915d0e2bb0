package io.stemedb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;

/** A page is as long as it is told to be, whatever makes its items long. */
class PageSizeTest {
    private static final int BYTES = 100_000;

    private final World world = new World(new Page.Work(50_000, 200_000, BYTES), SlotCache.DEFAULT_BYTES);

    @Test
    void groups_with_many_long_sources_count() {
        int id = 0;
        for (int slot = 0; slot < 40; slot++) {
            for (int source = 0; source < 40; source++) {
                world.record(Claims.claim(++id)
                        .in("a/" + slot, "p")
                        .says("" + source % 5)
                        .by("s".repeat(240) + source)
                        .asserted(id)
                        .recorded(id));
            }
        }
        QueryAnswer page = world.ask("{'concept_path':'a/*','lens':'consensus','explain':true}");
        assertThat(page.nextCursor()).isNotNull();
        assertThat(World.write(page).length()).isBetween(BYTES * 8 / 10, BYTES * 12 / 10);
    }

    @Test
    void groups_that_nobody_could_hold_are_refused() {
        for (int id = 1; id <= 300; id++) {
            world.record(Claims.claim(id).says('"' + "x".repeat(60_000) + id + '"'));
        }
        String slot = "{'concept_path':'geo/country/FR','predicate':'capital'";
        assertThatThrownBy(() -> world.ask(slot + ",'explain':true}"))
                .isInstanceOfSatisfying(StemeException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.TOO_LARGE);
                    assertThat(refused.field()).isEqualTo("/explain");
                });
        assertThat(world.ask(slot + "}").results()).hasSize(1);
    }
}
