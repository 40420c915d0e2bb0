package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.task.Tasks;
import java.util.List;

/** {@code task TASK_ID abort}. */
public final class AbortVerb implements Verb {
    private static final String ID = "TASK_ID";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("task abort", Kind.CHANGE, "Aborts a task, and takes back what a change has begun")
                .taking(Param.of(ID, "the whole id of the task"))
                .with(ChangeFlags.YES, ChangeFlags.WAIT)
                .likeIn("task 8d0c6a34-6f0e-4a53-9f6e-0a8b1a4f1d52 abort");
    }

    @Override
    public Outcome run(Call call) {
        TheCluster.require(call);
        String id = call.words().text(ID);
        String path = "/admin/tasks/" + Gateway.part(id);
        Doc task = call.gateway().get(path);
        List<Block> seen = List.of(Tasks.pairs(task));
        Consent.require(call, "abort the " + task.text("kind") + " of task " + id, seen);
        return Changing.begun(call, call.gateway().delete(path));
    }
}
