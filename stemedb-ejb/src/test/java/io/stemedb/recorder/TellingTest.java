package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final Telling telling = new Telling(elsewhere::add);
    private final List<String> told = new ArrayList<>();

    @Test
    void what_nothing_waits_behind_is_told_at_once() {
        telling.tell(true, () -> told.add("alone"));
        assertThat(told).containsExactly("alone");
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void a_group_is_told_elsewhere() {
        telling.tell(false, () -> told.add("group"));
        assertThat(told).isEmpty();
        elsewhere.remove().run();
        assertThat(told).containsExactly("group");
    }

    @Test
    void nothing_overtakes_what_is_still_to_be_told() {
        telling.tell(false, () -> told.add("group"));
        telling.tell(true, () -> told.add("alone"));
        assertThat(told).isEmpty();
        elsewhere.forEach(Runnable::run);
        assertThat(told).containsExactly("group", "alone");
    }

    @Test
    void one_that_fails_does_not_keep_the_next_from_being_told_at_once() {
        telling.tell(false, () -> {
            throw new IllegalStateException("a listener that fails");
        });
        try {
            elsewhere.remove().run();
        } catch (IllegalStateException expected) {
            told.add(expected.getMessage());
        }
        telling.tell(true, () -> told.add("alone"));
        assertThat(told).containsExactly("a listener that fails", "alone");
    }
}
