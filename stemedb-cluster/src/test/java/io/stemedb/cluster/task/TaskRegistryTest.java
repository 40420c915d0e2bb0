package io.stemedb.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.task.Task.State;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final TaskRegistry registry = new TaskRegistry(
            "node-1", waiting::add, () -> NOON, () -> "t" + ids.incrementAndGet(), Duration.ofMillis(1));

    private Task run(Work work) {
        Task started = registry.start("scrub", "asked for", work);
        waiting.remove().run();
        return registry.find(started.id()).orElseThrow();
    }

    @Test
    void a_task_waits_runs_and_succeeds() {
        Task queued = registry.start("scrub", "asked for", progress -> {
            progress.at(0.5, "half of it");
            assertThat(registry.find("t1").orElseThrow()).isEqualTo(task(State.RUNNING, 0.5, "half of it", null, null));
        });
        assertThat(queued).isEqualTo(task(State.QUEUED, 0, "", null, null));
        waiting.remove().run();
        assertThat(registry.find("t1").orElseThrow()).isEqualTo(task(State.SUCCEEDED, 1, "half of it", null, NOON));
    }

    @Test
    void somebody_is_told_of_each_begin_and_each_end() {
        List<Task> told = new ArrayList<>();
        registry.tell(told::add);
        Task started = registry.start("scrub", "asked for", progress -> {});
        assertThat(told).containsExactly(started);
        waiting.remove().run();
        assertThat(told).containsExactly(started, registry.find("t1").orElseThrow());
        assertThat(told.get(1).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void somebody_is_told_of_each_tenth_that_is_done() {
        List<Double> told = new ArrayList<>();
        registry.tell(task -> told.add(task.progress()));
        run(progress -> {
            for (int percent : new int[] {1, 9, 11, 12, 19, 45, 46, 20, 51}) {
                progress.at(percent / 100.0, "");
                progress.left(3, 100);
            }
        });
        assertThat(told).containsExactly(0.0, 0.11, 0.45, 0.51, 1.0);
    }

    @Test
    void a_task_with_which_another_node_was_so_far_already_does_not_go_back() {
        registry.start(new Assignment("t9", "drain", "node-2", "", null, NOON, 0.6), progress -> {
            progress.at(0.1, "shards to go");
            assertThat(registry.find("t9").orElseThrow().progress()).isEqualTo(0.6);
            progress.at(0.7, "fewer");
            assertThat(registry.find("t9").orElseThrow().progress()).isEqualTo(0.7);
        });
        assertThat(registry.find("t9").orElseThrow().progress()).isEqualTo(0.6);
        waiting.remove().run();
        assertThat(registry.find("t9").orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void an_end_by_a_stop_of_the_node_is_told_to_nobody_and_a_listener_that_fails_keeps_nothing_from_being_done() {
        List<Task> told = new ArrayList<>();
        registry.tell(task -> {
            told.add(task);
            throw new IllegalStateException("nobody is there");
        });
        assertThat(run(progress -> {}).state()).isEqualTo(State.SUCCEEDED);
        assertThat(told).hasSize(2);
        registry.start(
                "scrub", "asked for", progress -> assertThat(progress.aborted()).isTrue());
        registry.close();
        waiting.remove().run();
        assertThat(registry.find("t2").orElseThrow().state()).isEqualTo(State.ABORTED);
        assertThat(told).as("it may go on after a start").hasSize(3);
    }

    private static Task task(State state, double progress, String what, String error, Instant ended) {
        return new Task("t1", "scrub", state, progress, false, what, "node-1", "asked for", error, null, NOON, ended);
    }

    @Test
    void what_was_aborted_elsewhere_and_is_taken_back_here_is_no_failure() {
        assertThat(run(Progress::takenBack).state()).isEqualTo(State.ABORTED);
    }

    @Test
    void what_can_only_be_aborted_says_so_until_it_has_ended() {
        Assignment share = new Assignment("t9", "rebalance", "node-2", "", "DELETE /admin/tasks/t9");
        assertThat(registry.start(share, progress -> {}).inverse()).isEqualTo("DELETE /admin/tasks/t9");
        waiting.remove().run();
        assertThat(registry.find("t9").orElseThrow().inverse()).isNull();
        Assignment drain = new Assignment("t10", "drain", "node-2", "", "POST /admin/nodes/node-2/undrain");
        registry.start(drain, progress -> {});
        waiting.remove().run();
        assertThat(registry.find("t10").orElseThrow().inverse()).isEqualTo("POST /admin/nodes/node-2/undrain");
    }

    @Test
    void what_another_node_began_was_asked_for_then_however_it_ends() {
        Instant then = NOON.minusSeconds(60);
        Assignment taken = new Assignment("t9", "drain", "node-2", "new disks", null, then, 0);
        assertThat(registry.start(taken, progress -> {}).askedAt()).isEqualTo(then);
        waiting.remove().run();
        Task done = registry.find("t9").orElseThrow();
        assertThat(done.askedAt()).isEqualTo(then);
        assertThat(done.startedAt()).as("of two owners the later one counts").isEqualTo(NOON);
        assertThat(run(progress -> {}).askedAt()).isEqualTo(NOON);
    }

    @Test
    void a_task_that_cannot_go_on_says_why() {
        Task failed = run(progress -> {
            throw new IOException("no room left");
        });
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).isEqualTo("no room left");
        Task nowhere = run(progress -> {
            throw new NoSuchFileException("/proc/self/b");
        });
        assertThat(nowhere.error()).isEqualTo("/proc/self/b: no such file");
        Task bug = run(progress -> {
            throw new IllegalStateException("secret of the code");
        });
        assertThat(bug.error()).contains("log").doesNotContain("secret");
    }

    @Test
    void progress_never_goes_back() {
        Task done = run(progress -> {
            progress.at(0.7, "a");
            progress.at(0.2, "b");
            assertThat(registry.list().get(0).progress()).isEqualTo(0.7);
            progress.at(7, "c");
            assertThat(registry.list().get(0).progress()).isEqualTo(1);
        });
        assertThat(done.what()).isEqualTo("c");
    }

    @Test
    void it_is_told_how_much_is_left_and_since_when_that_has_not_changed() {
        List<Task> seen = new ArrayList<>();
        run(progress -> {
            progress.left(3, 100);
            seen.add(registry.find("t1").orElseThrow());
        });
        assertThat(seen.get(0).left()).isEqualTo(new Task.Left(3, 100, NOON));
        Task later = seen.get(0).left(3, 100, NOON.plusSeconds(60));
        assertThat(later.left().since()).as("it is held up").isEqualTo(NOON);
        assertThat(seen.get(0).left(3, 900, NOON.plusSeconds(60)).left())
                .as("what is copied grows as it is written to")
                .isEqualTo(new Task.Left(3, 900, NOON));
        assertThat(later.left(2, 100, NOON.plusSeconds(60)).left().since()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void a_task_that_waits_for_somebody_says_so_until_it_goes_on_or_ends() {
        Task ended = run(progress -> {
            progress.paused(true);
            assertThat(registry.list().get(0).paused()).isTrue();
            progress.paused(false);
            assertThat(registry.list().get(0).paused()).isFalse();
            progress.paused(true);
        });
        assertThat(ended.paused()).isFalse();
    }

    @Test
    void a_second_of_a_kind_is_refused_while_the_first_has_not_ended() {
        Task first = registry.start("scrub", "a", progress -> {});
        registry.start("backup", "a", progress -> {});
        assertThatThrownBy(() -> registry.start("scrub", "b", progress -> {}))
                .isInstanceOfSatisfying(StemeException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.UNSAFE);
                    assertThat(refused.getMessage()).contains(first.id());
                });
        waiting.remove().run();
        assertThat(registry.start("scrub", "c", progress -> {}).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void an_aborted_task_ends_as_soon_as_it_looks() {
        Task aborted = run(progress -> {
            registry.abort("t1");
            assertThat(progress.aborted()).isTrue();
        });
        assertThat(aborted.state()).isEqualTo(State.ABORTED);
        assertThat(aborted.endedAt()).isEqualTo(NOON);
    }

    @Test
    void a_task_may_stop_by_throwing() {
        Task aborted = run(progress -> {
            registry.abort("t1");
            if (progress.aborted()) {
                throw new IOException("stopped");
            }
        });
        assertThat(aborted.state()).isEqualTo(State.ABORTED);
        assertThat(aborted.error()).isNull();
    }

    @Test
    void a_task_that_is_refused_though_somebody_has_aborted_it_has_failed() {
        Task lost = run(progress -> {
            registry.abort("t1");
            assertThat(progress.aborted()).isTrue();
            throw StemeException.of(Refusal.UNSAFE, "another node sees to it now");
        });
        assertThat(lost.state()).isEqualTo(State.FAILED);
        assertThat(lost.error()).isEqualTo("another node sees to it now");
    }

    @Test
    void a_task_that_was_done_before_it_looked_has_succeeded() {
        assertThat(run(progress -> registry.abort("t1")).state()).isEqualTo(State.SUCCEEDED);
        assertThat(registry.abort("t1").orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void a_task_that_is_aborted_before_it_runs_never_does() {
        registry.start("scrub", "a", progress -> {
            throw new AssertionError("it ran");
        });
        registry.abort("t1");
        waiting.remove().run();
        assertThat(registry.find("t1").orElseThrow().state()).isEqualTo(State.ABORTED);
    }

    @Test
    void only_so_many_ended_tasks_are_remembered_and_all_that_have_not() {
        registry.start("old", "a", progress -> {});
        Runnable old = waiting.remove();
        for (int i = 0; i < Tasks.ENDED_KEPT + 7; i++) {
            run(progress -> {});
        }
        assertThat(registry.list()).hasSize(Tasks.ENDED_KEPT + 1);
        assertThat(registry.find("t1")).isPresent();
        assertThat(registry.find("t2")).isEmpty();
        assertThat(registry.list().get(0).id()).isEqualTo("t" + ids.get());
        old.run();
        assertThat(registry.list()).hasSize(Tasks.ENDED_KEPT);
    }

    @Test
    void closing_aborts_waits_and_takes_nothing_more() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        TaskRegistry live = new TaskRegistry(
                "node-1", work -> new Thread(work).start(), () -> NOON, () -> "t", Duration.ofSeconds(30));
        live.start("scrub", "a", progress -> untilAborted(progress, running));
        running.await();
        live.close();
        assertThat(live.find("t").orElseThrow().state()).isEqualTo(State.ABORTED);
        assertThatThrownBy(() -> live.start("scrub", "a", progress -> {}))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.STARTING));
    }

    private static void untilAborted(Progress progress, CountDownLatch running) {
        running.countDown();
        while (!progress.aborted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closing_does_not_wait_for_ever_and_names_what_has_not_ended() {
        registry.start("scrub", "a", progress -> {});
        List<String> log = new ArrayList<>();
        Logger logger = Logger.getLogger(TaskRegistry.class.getName());
        Filter before = logger.getFilter();
        logger.setFilter(line -> log.add(line.getMessage() + " " + line.getParameters()[0]));
        try {
            registry.close();
        } finally {
            logger.setFilter(before);
        }
        assertThat(registry.find("t1").orElseThrow().ended()).isFalse();
        assertThat(log)
                .singleElement()
                .asString()
                .contains("did not end in time")
                .endsWith(" t1");
    }
}
