package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void a_run_that_is_in_force_no_more_is_not_replaced_a_second_time() {
        Manifest before = new Manifest(7, 3, 100, Counted.NOTHING, List.of(run(1, 0, 50), run(2, 50, 100)));
        Manifest healed = before.replaced(List.of(run(1, 0, 50)), List.of(run(3, 0, 50)));
        assertThatThrownBy(() -> healed.merged(List.of(run(1, 0, 50), run(2, 50, 100)), run(4, 0, 100)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static RunEntry run(long number, long fromLsn, long toLsn) {
        return new RunEntry(number, 0, 0, fromLsn, toLsn, "", "", 0, 0, 0, Map.of());
    }
}
