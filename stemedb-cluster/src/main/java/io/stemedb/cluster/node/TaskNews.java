package io.stemedb.cluster.node;

import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskNote;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells the others of the tasks of this node, so that they are not lost with it. Who is not live is not told. */
final class TaskNews {
    private final Colleagues colleagues;
    private final Supplier<Situation> situation;
    private final Function<Task, String> wishes;

    /** @param wishes what other nodes can tell by whether a task has come about; the empty string if they cannot */
    TaskNews(Colleagues colleagues, Supplier<Situation> situation, Function<Task, String> wishes) {
        this.colleagues = colleagues;
        this.situation = situation;
        this.wishes = wishes;
    }

    /** Returns at once. */
    void tell(Task task) {
        Situation now = situation.get();
        SortedSet<String> others = new TreeSet<>(now.liveMembers());
        others.remove(now.self());
        byte[] note = new TaskNote(task, wishes.apply(task)).json();
        var unused = colleagues.ask(others, new Order(Order.Kind.NOTE_TASK, note));
    }
}
