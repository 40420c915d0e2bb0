package io.stemedb.cluster.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControllerTest {
    @Test
    void the_owner_of_the_partition_plans() {
        assertThat(Controller.chosen(Optional.of("b"), Set.of("a", "b", "c"))).isEqualTo("b");
    }

    @Test
    void of_an_owner_that_is_gone_or_takes_no_writes_the_least_of_the_others_plans() {
        assertThat(Controller.chosen(Optional.of("b"), Set.of("c", "a"))).isEqualTo("a");
        assertThat(Controller.chosen(Optional.empty(), Set.of("c", "a"))).isEqualTo("a");
    }

    @Test
    void nobody_plans_if_nobody_can() {
        assertThat(Controller.chosen(Optional.of("b"), Set.of())).isNull();
    }
}
