package io.stemedb.admin.task;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.settings.Durations;
import io.stemedb.admin.show.Shown;
import java.time.Duration;

/**
 * Follows a task to its end. A gateway that cannot be asked for a while ends nothing: the task goes on without
 * it, and nodes
 * are started again while one waits.
 */
public final class Following {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration MOST_WITHOUT = Duration.ofMinutes(2);

    private final Call call;
    private final String id;
    private String shown = "";

    private Following(Call call, String id) {
        this.call = call;
        this.id = id;
    }

    /** Waits until the task has ended, and shows how. */
    public static Outcome of(Call call, Doc task) {
        Following following = new Following(call, task.text("task_id"));
        Doc end = following.toEnd(task);
        call.screen().progressEnds();
        Outcome outcome = "succeeded".equals(end.text("state")) ? Outcome.FINE : Outcome.FAILED;
        return call.show(Shown.one(end, Tasks.pairs(end)).ending(outcome));
    }

    private Doc toEnd(Doc first) {
        Doc task = first;
        Duration begin = call.pause().now();
        Duration heard = begin;
        while (!Tasks.hasEnded(task)) {
            progress(Tasks.progress(task));
            requireTime(begin);
            call.pause().of(STEP);
            try {
                task = Tasks.shaped(call.gateway().get("/admin/tasks/" + Gateway.part(id)));
                heard = call.pause().now();
            } catch (Trouble trouble) {
                if (!mayPass(trouble) || call.pause().now().minus(heard).compareTo(MOST_WITHOUT) > 0) {
                    call.screen().progressEnds();
                    throw trouble;
                }
                progress("waiting: " + trouble.getMessage());
            }
        }
        progress(Tasks.progress(task));
        return task;
    }

    private static boolean mayPass(Trouble trouble) {
        return switch (trouble.outcome()) {
            case NOT_REACHED, TIMED_OUT -> true;
            case FAILED -> !trouble.isUnknown();
            default -> false;
        };
    }

    private void requireTime(Duration begin) {
        Duration limit = call.connection().timeout();
        if (call.connection().timeoutIsAsked()
                && call.pause().now().minus(begin).compareTo(limit) >= 0) {
            call.screen().progressEnds();
            throw Trouble.of(
                    Outcome.TIMED_OUT,
                    "task " + id + " has not ended within " + Durations.text(limit) + ", and goes on",
                    "wait on with: stemedb-admin task wait " + id);
        }
    }

    private void progress(String line) {
        if (!line.equals(shown)) {
            shown = line;
            call.screen().progress(line);
        }
    }
}
