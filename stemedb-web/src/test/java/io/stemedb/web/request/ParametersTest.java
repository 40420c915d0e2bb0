package io.stemedb.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void escapes_and_plus_signs_are_decoded() {
        Parameters read = Parameters.of("a=x%2Fy+z%C3%A9&b=", "a", "b");
        assertThat(read.text("a")).isEqualTo("x/y z\u00e9");
        assertThat(read.text("b")).isEmpty();
        assertThat(read.text("c")).isNull();
    }

    @Test
    void what_is_unknown_or_given_twice_or_no_text_is_named() {
        refused("/c", "c=1", "a", "b");
        refused("/a", "a=1&a=1", "a");
        refused("/a", "a=%", "a");
        refused("/a", "a=%f", "a");
        refused("/a", "a=%ff", "a");
        refused("/limit", "limit=x", "limit");
        refused("/limit", "limit=11", "limit");
    }

    @Test
    void a_flag_is_true_or_false() {
        assertThat(Parameters.of("f=true", "f").flag("f")).isTrue();
        assertThat(Parameters.of((String) null, "f").flag("f")).isFalse();
        assertThatThrownBy(() -> Parameters.of("f=yes", "f").flag("f")).isInstanceOf(StemeException.class);
    }

    private static void refused(String field, String query, String... known) {
        assertThatThrownBy(() -> Parameters.of(query, known).limit(1, 10))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
