package io.stemedb.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubtreeTest {
    private static Subtree of(String text) {
        return Subtree.parse("/prefix", text, Limits.DEFAULT);
    }

    @Test
    void a_path_is_itself_and_everything_below() {
        assertThat(of("a/b")).matches(tree -> tree.holds("a/b") && tree.holds("a/b/c"));
        assertThat(of("a/b")).matches(tree -> !tree.holds("a/bc") && !tree.holds("a") && !tree.holds("a/b!"));
    }

    @Test
    void with_a_star_it_is_strictly_below() {
        assertThat(of("a/b/*")).matches(tree -> !tree.holds("a/b") && tree.holds("a/b/c"));
    }

    @Test
    void a_star_alone_and_nothing_are_everything() {
        assertThat(of("*")).isEqualTo(of(null)).matches(tree -> tree.holds("a"));
    }

    @Test
    void what_is_no_path_is_refused() {
        for (String wrong : new String[] {"", "/a", "a/", "a/*/b", "_stemedb", "_stemedb/sources", "a*"}) {
            assertThatThrownBy(() -> of(wrong)).as(wrong).extracting("field").isEqualTo("/prefix");
        }
    }
}
