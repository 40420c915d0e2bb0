package io.stemedb.cluster.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.task.TaskRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ScrubScheduleTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final TaskRegistry tasks =
            new TaskRegistry("node-1", waiting::add, () -> Instant.EPOCH, () -> "t" + waiting.size(), Duration.ZERO);
    private boolean due;

    private ScrubSchedule schedule(Optional<Duration> every) {
        return new ScrubSchedule(seconds -> due && seconds == 3_600, progress -> due = false, tasks, every);
    }

    @Test
    void a_scrub_starts_when_it_is_due_and_not_before() {
        ScrubSchedule schedule = schedule(Optional.of(Duration.ofHours(1)));
        schedule.look();
        assertThat(tasks.list()).isEmpty();
        due = true;
        schedule.look();
        assertThat(tasks.list()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo("scrub");
            assertThat(task.reason()).isEqualTo("scheduled");
        });
    }

    @Test
    void while_one_is_under_way_no_other_is_started() {
        due = true;
        ScrubSchedule schedule = schedule(Optional.of(Duration.ofHours(1)));
        schedule.look();
        schedule.look();
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        schedule.look();
        assertThat(waiting).as("nothing is due any more").isEmpty();
    }

    @Test
    void where_it_is_off_nothing_ever_starts() {
        due = true;
        schedule(Optional.empty()).look();
        assertThat(waiting).isEmpty();
    }

    @Test
    void a_node_that_is_being_closed_is_left_alone() {
        due = true;
        tasks.close();
        schedule(Optional.of(Duration.ofHours(1))).look();
        assertThat(waiting).isEmpty();
    }
}
