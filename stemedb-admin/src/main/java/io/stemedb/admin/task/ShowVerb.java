package io.stemedb.admin.task;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Shown;

/** {@code task TASK_ID show}. */
public final class ShowVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("task show", Kind.READ, "Shows one task")
                .taking(Tasks.PARAM)
                .likeIn("task 8d0c6a34 show");
    }

    @Override
    public Outcome run(Call call) {
        Doc task = Tasks.of(call);
        return call.show(Shown.one(task, Tasks.pairs(task)));
    }
}
