package io.stemedb.admin.task;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.List;

/** {@code task list}. */
public final class ListVerb implements Verb {
    private static final String RUNNING = "--running";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("task list", Kind.READ, "Lists the tasks of all nodes, the last started first")
                .with(Flag.on(RUNNING, "only those that have not ended"))
                .likeIn("task list", "task list --running --watch");
    }

    @Override
    public Outcome run(Call call) {
        Doc answer = call.gateway().get("/admin/tasks");
        List<Doc> tasks = new ArrayList<>();
        for (Doc task : answer.docs("tasks")) {
            if (!call.words().has(RUNNING) || !Tasks.hasEnded(task)) {
                tasks.add(Tasks.shaped(task));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Tasks.table(tasks, call.screen().isWide()));
        for (Doc error : answer.docs("errors")) {
            String line = error.text("node_id") + ": its tasks are not known: " + error.text("error");
            blocks.add(new Block.Line(new Cell(line, Tone.WARNING)));
        }
        Doc some = answer.with("tasks", Doc.values(tasks));
        return call.show(new Shown(some, tasks, blocks, Outcome.FINE));
    }
}
