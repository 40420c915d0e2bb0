package io.stemedb.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.grpc.PreviousMessages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of the previous build tell of tasks as those of this one do. */
class PreviousTasksTest {
    @Test
    void what_nodes_of_the_previous_build_tell_of_tasks_is_read_and_written_alike() {
        List<Task> tasks = new ArrayList<>();
        for (PreviousMessages.Call call : PreviousMessages.orders("TASKS")) {
            List<Task> told = TaskLines.read(call.answer());
            assertThat(TaskLines.of(told)).isEqualTo(call.answer());
            tasks.addAll(told);
        }
        assertThat(tasks).extracting(Task::kind).contains("sync");
    }
}
