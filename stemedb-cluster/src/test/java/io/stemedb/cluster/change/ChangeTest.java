package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeTest {
    @Test
    void what_goes_no_further_once_it_is_aborted_says_so() {
        assertThat(new Change.Rebalance("c").inverse()).isEqualTo(Change.ABORT);
        assertThat(new Change.Remove("c", false).inverse()).isEqualTo(Change.ABORT);
        assertThat(new Change.Remove("c", true, true).inverse())
                .as("it is done at once")
                .isNull();
    }
}
