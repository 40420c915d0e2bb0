package io.stemedb.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.task.Task.State;
import io.stemedb.cluster.task.TaskNote.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskNoteTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Task MOVE =
            Task.queued("t1", "rebalance", "node1", "new disks", null, NOON).running();
    private static final TaskNote OF_MOVE = new TaskNote(MOVE, "{\"what\":\"pin\"}");
    private static final TaskNote OF_SCRUB = new TaskNote(
            Task.queued("t2", "scrub", "node1", "asked for", null, NOON).running(), "");

    @Test
    void another_node_reads_what_was_told() {
        assertThat(TaskNote.read(OF_MOVE.json())).isEqualTo(OF_MOVE);
        byte[] lines = OF_SCRUB.behind(TaskLines.of(List.of(MOVE)));
        assertThat(TaskNote.readAll(lines)).containsExactly(new TaskNote(MOVE, ""), OF_SCRUB);
        assertThat(new String(lines, StandardCharsets.UTF_8).lines()).hasSize(2);
        assertThat(TaskLines.read(lines)).as("a release that knows no notes").hasSize(2);
    }

    @Test
    void a_task_that_had_ended_stands_as_its_node_said() {
        Task done = MOVE.succeeded(LATER);
        for (Owner owner : Owner.values()) {
            assertThat(new TaskNote(done, "").without(owner, LATER)).isEqualTo(done);
        }
    }

    @Test
    void that_of_a_node_that_was_started_again_has_failed() {
        for (TaskNote note : List.of(OF_MOVE, OF_SCRUB)) {
            Task shown = note.without(Owner.HAS_FORGOTTEN, LATER);
            assertThat(shown.state()).isEqualTo(State.FAILED);
            assertThat(shown.endedAt()).isEqualTo(LATER);
            assertThat(shown.error()).contains("node1 was started again");
        }
    }

    @Test
    void what_needs_no_node_is_shown_as_far_as_it_is() {
        Task goesOn = OF_MOVE.goingOn("1 shard to go");
        assertThat(goesOn.ended()).isFalse();
        assertThat(goesOn.what()).isEqualTo("1 shard to go (node1 began it, and does not tell of it)");
        assertThat(OF_MOVE.cameAbout(LATER).state()).isEqualTo(State.SUCCEEDED);
        assertThat(OF_MOVE.isVoid("it was not begun", LATER).error()).isEqualTo("it was not begun");
    }

    @Test
    void what_nobody_else_can_do_says_so_and_has_failed_once_its_node_has_left() {
        Task silent = OF_SCRUB.without(Owner.IS_SILENT, LATER);
        assertThat(silent.ended()).isFalse();
        assertThat(silent.what()).contains("node1 does this, and does not answer", "nobody else");
        Task out = OF_SCRUB.without(Owner.IS_OUT, LATER);
        assertThat(out.state()).isEqualTo(State.FAILED);
        assertThat(out.error()).contains("node1 has left the cluster");
    }

    @Test
    void of_one_node_the_end_of_a_task_counts_also_if_its_begin_comes_behind_it() {
        TaskNote ended = new TaskNote(MOVE.succeeded(LATER), "");
        assertThat(OF_MOVE.or(ended)).isEqualTo(ended);
        assertThat(ended.or(OF_MOVE)).isEqualTo(ended);
    }

    @Test
    void of_two_notes_of_one_start_the_one_that_is_further_counts_also_if_the_other_comes_behind_it() {
        TaskNote further = new TaskNote(MOVE.at(0.4, ""), "");
        assertThat(OF_MOVE.or(further)).isEqualTo(further);
        assertThat(further.or(OF_MOVE)).isEqualTo(further);
        TaskNote failed = new TaskNote(MOVE.failed("no room", LATER), "");
        assertThat(further.or(failed)).isEqualTo(failed);
    }

    @Test
    void a_task_that_its_node_goes_on_with_after_a_start_is_under_way_again() {
        TaskNote ended = new TaskNote(MOVE.aborted(LATER), "");
        TaskNote again = new TaskNote(Task.queued("t1", "rebalance", "node1", "new disks", null, LATER), "");
        assertThat(ended.or(again)).isEqualTo(again);
        assertThat(again.or(ended)).isEqualTo(again);
    }

    @Test
    void of_two_nodes_the_one_that_has_begun_last_counts_whatever_comes_last() {
        TaskNote taken = new TaskNote(Task.queued("t1", "drain", "node2", "", null, LATER), "");
        TaskNote given = new TaskNote(MOVE.failed("another node sees to it now", LATER), "");
        assertThat(OF_MOVE.or(taken)).isEqualTo(taken);
        assertThat(taken.or(given)).isEqualTo(taken);
    }

    @Test
    void the_newest_are_remembered() {
        TaskNotes notes = new TaskNotes();
        notes.add(OF_SCRUB);
        for (int i = 0; i < TaskNotes.KEPT; i++) {
            notes.add(new TaskNote(Task.queued("n" + i, "scrub", "node2", "", null, NOON), ""));
        }
        assertThat(notes.find("t2")).isEmpty();
        assertThat(notes.all()).hasSize(TaskNotes.KEPT);
        notes.add(
                new TaskNote(Task.queued("n0", "scrub", "node2", "", null, NOON).succeeded(LATER), ""));
        notes.add(OF_SCRUB);
        assertThat(notes.find("n0").orElseThrow().task().ended())
                .as("it came again last")
                .isTrue();
        assertThat(notes.find("n1")).isEmpty();
    }
}
