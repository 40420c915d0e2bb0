package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskNote;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterTasksTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String UNPIN = "POST /admin/shards/shard_7/unpin";
    private final Throwable silent = new UnreachableException("it does not answer");
    private final Throwable forgotten = StemeException.of(Refusal.UNKNOWN_TASK, "no task has this id");

    private static Task task(String owner, Task.State state, Instant startedAt) {
        return new Task("t1", "rebalance", state, 0, false, "", owner, "hot", null, UNPIN, startedAt, null);
    }

    @Test
    void whether_another_node_went_on_with_what_failed_or_was_aborted_here_is_asked() {
        Task failed = task("node1", Task.State.FAILED, NOON);
        Task elsewhere = task("node2", Task.State.SUCCEEDED, NOON.plusSeconds(60));
        assertThat(ClusterTasks.isEnough(failed, false)).isFalse();
        assertThat(ClusterTasks.isEnough(task("node1", Task.State.ABORTED, NOON), false))
                .isFalse();
        assertThat(ClusterTasks.isEnough(task("node1", Task.State.RUNNING, NOON), false))
                .isTrue();
        assertThat(ClusterTasks.isEnough(elsewhere, false)).isTrue();
        assertThat(ClusterTasks.isEnough(task("node1", Task.State.RUNNING, NOON), true))
                .isFalse();
        TasksView all = TasksView.of(List.of(failed, elsewhere), new TreeMap<>());
        assertThat(all.find("t1")).contains(elsewhere);
    }

    @Test
    void a_change_of_which_nobody_tells_is_as_far_as_somebody_knew_last_and_can_be_taken_back() {
        Change drain = new Change.Drain("node4");
        UnderWay change = new UnderWay("t1", Changes.text(drain), "node1", "disks", 1, 2, true, false);
        Task left = ClusterTasks.left(change, drain.inverse("t1"), 0.4);
        assertThat(left.progress()).isEqualTo(0.4);
        assertThat(left.inverse()).isEqualTo("POST /admin/nodes/node4/undrain");
        assertThat(left.ended()).isFalse();
        assertThat(left.what()).contains("node1 does not tell of it");
    }

    @Test
    void how_far_a_task_was_is_what_the_one_knows_who_was_told_last() {
        List<Task> found = List.of(at("t1", 0.1), at("t2", 0.9));
        List<TaskNote> noted = List.of(new TaskNote(at("t1", 0.6), ""), new TaskNote(at("t1", 0.3), ""));
        assertThat(ClusterTasks.reached("t1", found, noted)).isEqualTo(0.6);
        assertThat(ClusterTasks.reached("t1", found, List.of())).isEqualTo(0.1);
        assertThat(ClusterTasks.reached("t3", found, noted)).isZero();
    }

    private static Task at(String id, double progress) {
        return new Task(id, "drain", Task.State.RUNNING, progress, false, "", "node1", "", null, null, NOON, null);
    }

    @Test
    void who_is_not_reached_may_be_asked_again_to_abort_a_task() {
        StemeException refused = ClusterTasks.notAborted(task("node2", Task.State.RUNNING, NOON), false, false, silent);
        assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE);
        assertThat(refused.hint()).contains("ask again", UNPIN);
    }

    @Test
    void what_its_node_has_forgotten_is_taken_back_by_another_call() {
        Task task = task("node2", Task.State.RUNNING, NOON);
        StemeException refused = ClusterTasks.notAborted(task, false, false, forgotten);
        assertThat(refused.refusal()).as("to ask again helps nobody").isEqualTo(Refusal.UNSAFE);
        assertThat(refused.getMessage()).contains("node2 was started again since");
        assertThat(refused.hint()).isEqualTo("take what it has begun back: " + UNPIN);

        StemeException gone = ClusterTasks.notAborted(task, true, false, silent);
        assertThat(gone.refusal()).isEqualTo(Refusal.UNSAFE);
        assertThat(gone.getMessage()).contains("node2 has left the cluster");
    }

    @Test
    void who_aborts_a_change_of_which_its_node_does_not_tell_any_more_is_told_to_ask_again() {
        Task task = task("node2", Task.State.RUNNING, NOON);
        for (StemeException refused : List.of(
                ClusterTasks.notAborted(task, false, true, forgotten),
                ClusterTasks.notAborted(task, true, true, silent))) {
            assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE);
            assertThat(refused.getMessage()).startsWith("node2 ");
            assertThat(refused.hint()).isEqualTo("ask again: a node goes on with it within a minute");
        }
        assertThat(ClusterTasks.notAborted(task, false, true, silent).hint())
                .contains("another node goes on with it within a minute", UNPIN);
    }
}
