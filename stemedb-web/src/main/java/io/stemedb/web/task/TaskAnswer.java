package io.stemedb.web.task;

import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.view.TaskView;
import io.stemedb.web.answer.JsonAnswer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What the calls answer that start a task. */
public final class TaskAnswer {
    static final String PATH = "/admin/tasks";

    private TaskAnswer() {}

    /** 202, and where to watch it. */
    public static Response started(Task task) {
        return JsonAnswer.of(202, TaskView.of(task))
                .header(HttpHeaders.LOCATION, PATH + "/" + task.id())
                .build();
    }
}
