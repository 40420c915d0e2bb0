package io.stemedb.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
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
}
