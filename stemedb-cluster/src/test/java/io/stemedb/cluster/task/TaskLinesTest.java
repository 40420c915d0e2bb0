package io.stemedb.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLinesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");

    @Test
    void another_node_reads_the_tasks_that_were_told() {
        Task queued = Task.queued("a", "scrub", "node1", "a \"reason\"\nof two lines", null, NOON);
        Task running = queued.running().at(0.25, "run-00000004.mv");
        Task failed = running.failed("no space left", NOON.plusSeconds(1));
        Task done = new Task(
                "b",
                "remove",
                Task.State.SUCCEEDED,
                1,
                false,
                "",
                "node2",
                "",
                null,
                "POST /admin/x",
                NOON,
                NOON.plusNanos(1_000));
        Task moves = running.left(3, 7 << 20, NOON.plusSeconds(2));
        Task takenOver = moves.begun(NOON.minusSeconds(60), 0.25).failed("full", NOON.plusSeconds(3));
        List<Task> told = List.of(queued, running, failed, done, moves, takenOver);

        assertThat(TaskLines.read(TaskLines.of(told))).isEqualTo(told);
        assertThat(TaskLines.read(TaskLines.of(List.of()))).isEmpty();
    }
}
