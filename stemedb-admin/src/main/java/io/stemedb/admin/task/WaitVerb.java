package io.stemedb.admin.task;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code task TASK_ID wait}. */
public final class WaitVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("task wait", Kind.TOOL, "Waits until a task has ended, and shows how far it is")
                .taking(Tasks.PARAM)
                .noting("It ends with 0 if the task has succeeded, with 1 if it has failed or was aborted, and with 6 "
                        + "after --timeout.")
                .likeIn("task 8d0c6a34 wait --timeout 10m");
    }

    @Override
    public Outcome run(Call call) {
        return Following.of(call, Tasks.of(call));
    }
}
