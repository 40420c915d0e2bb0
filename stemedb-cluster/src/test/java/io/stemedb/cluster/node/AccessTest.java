package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class AccessTest {
    @Test
    void whatever_fails_while_tokens_are_looked_at_is_not_the_end_of_looking() {
        assertThatCode(Access.again(() -> {
                    throw new StackOverflowError();
                })::run)
                .doesNotThrowAnyException();
    }
}
