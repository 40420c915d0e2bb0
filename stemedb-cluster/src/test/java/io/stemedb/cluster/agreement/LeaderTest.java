package io.stemedb.cluster.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaderTest {
    private static final List<String> HOLDERS = List.of("b", "a", "c");

    @Test
    void the_first_holder_leads() {
        assertThat(Leader.of(HOLDERS, Set.of("a", "b", "c"), Set.of("a", "b", "c")))
                .contains("b");
    }

    @Test
    void a_holder_that_is_not_live_or_not_filled_is_passed_over() {
        assertThat(Leader.of(HOLDERS, Set.of("a", "c"), Set.of("b", "c"))).contains("c");
    }

    @Test
    void nobody_leads_if_no_holder_is_live_and_filled() {
        assertThat(Leader.of(HOLDERS, Set.of("a", "z"), Set.of("b", "z"))).isEmpty();
    }
}
