package io.stemedb.admin.task;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.gateway.Hints;
import io.stemedb.admin.gateway.Names;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.show.Amounts;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import java.util.List;

/** Tasks as the gateway tells of them. */
public final class Tasks {
    static final String ID = "TASK_ID";
    static final Param PARAM = Param.of(ID, "the task, or the begin of its id");

    private static final int MOST_SHOWN = 60;

    private Tasks() {}

    static Doc of(Call call) {
        return shaped(Names.get(call.gateway(), "/admin/tasks/", call.words().text(ID), "", () -> ids(call)));
    }

    private static List<String> ids(Call call) {
        return Names.of(call.gateway().get("/admin/tasks").docs("tasks"), "task_id");
    }

    /** One task with its members in order, and none of them absent. */
    public static Doc shaped(Doc task) {
        return task.shaped(
                "task_id",
                "kind",
                "state",
                "progress",
                "paused",
                "what",
                "owner",
                "reason",
                "error",
                "inverse",
                "started_at",
                "ended_at",
                "shards_left",
                "bytes_left",
                "unchanged_since");
    }

    static Block table(List<Doc> tasks, boolean wide) {
        Block.Table table = Block.Table.of("TASKS", "Task ID", "Kind", "State", "Progress", "Owner", "Started", "What");
        for (Doc task : tasks) {
            table.row(
                    Cell.of(task.text("task_id")),
                    Cell.of(task.text("kind")),
                    Cell.state(state(task)),
                    Cell.of(Amounts.percent(task.number("progress"))),
                    Cell.of(task.text("owner")),
                    Cell.of(task.text("started_at")),
                    Cell.of(wide ? task.text("what") : shortened(task.text("what"))));
        }
        return table;
    }

    private static String shortened(String what) {
        return what == null || what.length() <= MOST_SHOWN ? what : what.substring(0, MOST_SHOWN) + "...";
    }

    /** All that is known of one. */
    public static Block pairs(Doc task) {
        Block.Pairs pairs = Block.Pairs.empty()
                .with("Task ID", Cell.of(task.text("task_id")))
                .with("Kind", Cell.of(task.text("kind")))
                .with("State", Cell.state(state(task)))
                .with("Progress", Cell.of(Amounts.percent(task.number("progress"))))
                .with("What", Cell.of(task.text("what")))
                .with("Owner", Cell.of(task.text("owner")))
                .with("Reason", Cell.of(task.text("reason")))
                .with("Started", Cell.of(task.text("started_at")))
                .with("Ended", Cell.of(task.text("ended_at")));
        if (task.number("shards_left") != null) {
            pairs.with("Shards left", Cell.of(task.number("shards_left")))
                    .with("Bytes left", Cell.of(Amounts.bytes(task.number("bytes_left"))))
                    .with("Unchanged since", Cell.of(task.text("unchanged_since")));
        }
        if (task.text("inverse") != null) {
            pairs.with("Undone by", Cell.of(Hints.spoken(task.text("inverse"))));
        }
        if (task.text("error") != null) {
            pairs.with("Error", Cell.of(task.text("error")));
        }
        return pairs;
    }

    /** One line on how far it is. */
    static String progress(Doc task) {
        StringBuilder line = new StringBuilder(String.valueOf(task.text("kind")));
        line.append(' ').append(state(task)).append(' ').append(Amounts.percent(task.number("progress")));
        if (task.number("shards_left") != null) {
            line.append(", ").append(task.number("shards_left").toPlainString()).append(" shards left");
        }
        if (task.number("bytes_left") != null) {
            line.append(", ").append(Amounts.bytes(task.number("bytes_left"))).append(" left");
        }
        String what = task.text("what");
        return what == null || what.isEmpty()
                ? line.toString()
                : line.append(": ").append(what).toString();
    }

    static boolean hasEnded(Doc task) {
        String state = String.valueOf(task.text("state"));
        return state.equals("succeeded") || state.equals("failed") || state.equals("aborted");
    }

    private static String state(Doc task) {
        return task.isTrue("paused") && !hasEnded(task) ? "paused" : task.text("state");
    }
}
