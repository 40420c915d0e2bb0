package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.task.Following;
import io.stemedb.admin.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries a change out: it is rehearsed and shown, somebody is asked, it is sent, and its task followed. */
final class Changing {
    private final Call call;

    private Changing(Call call) {
        this.call = call;
    }

    static Outcome of(Call call, Change change) {
        return new Changing(call).run(change);
    }

    private Outcome run(Change change) {
        TheCluster.require(call);
        if (call.words().has(ChangeFlags.DRY_RUN.name())) {
            return rehearse(change);
        }
        if (change.asks()) {
            Plan plan = Plan.of(rehearsal(change));
            requireNothingAgainst(change, plan);
            Consent.require(call, change.title(), plan.inShort(change.title()));
        }
        return begun(call, call.gateway().post(change.path(), change.body()));
    }

    private Outcome rehearse(Change change) {
        Doc rehearsal = rehearsal(change);
        Plan plan = Plan.of(rehearsal);
        Outcome outcome = plan.refusals().isEmpty() || isForced(change) ? Outcome.FINE : Outcome.REFUSED;
        return call.show(new Shown(rehearsal, List.of(rehearsal), plan.blocks(change.title()), outcome));
    }

    private Doc rehearsal(Change change) {
        Map<String, Object> body = new HashMap<>(change.body());
        body.put("dry_run", true);
        return call.gateway().post(change.path(), body);
    }

    private static void requireNothingAgainst(Change change, Plan plan) {
        if (!plan.refusals().isEmpty() && !isForced(change)) {
            throw Trouble.of(
                    Outcome.REFUSED,
                    "cannot " + change.title() + ": " + String.join("; ", plan.refusals()),
                    "--dry-run shows the plan, and --force goes on all the same if that can help");
        }
    }

    private static boolean isForced(Change change) {
        return change.body().containsKey("force");
    }

    /** Shows the task that was begun, and follows it if that was asked for. */
    static Outcome begun(Call call, Doc sent) {
        Doc answer = sent.has("task_id") ? Tasks.shaped(sent) : sent;
        if (answer.text("task_id") == null) {
            return call.show(Shown.one(answer, Block.Line.of("Done.")));
        }
        if (call.words().has(ChangeFlags.WAIT.name())) {
            return Following.of(call, answer);
        }
        Outcome outcome = call.show(Shown.one(answer, Tasks.pairs(answer)));
        call.screen().note("follow it with: stemedb-admin task wait " + answer.text("task_id"));
        return outcome;
    }
}
