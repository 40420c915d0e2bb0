package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @Test
    void files_have_a_reserve_that_grows_with_the_limit() {
        assertThat(new Descriptors(420).forConnections()).isEqualTo(228);
        assertThat(new Descriptors(1_024).forConnections()).isEqualTo(768);
        assertThat(new Descriptors(1_048_576).forConnections()).isEqualTo(786_432);
        assertThat(new Descriptors(100).forConnections()).isNegative();
    }

    @Test
    void a_limit_that_is_too_low_is_said_with_what_to_do() {
        assertThat(new Descriptors(420).tooFew(4_096, 146))
                .contains("420", "limits.connections = 4096", "146", "ulimit -n", "LimitNOFILE");
    }
}
