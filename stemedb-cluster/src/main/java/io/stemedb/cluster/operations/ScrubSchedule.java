package io.stemedb.cluster.operations;

import io.stemedb.cluster.task.TaskRegistry;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Starts a scrub when one is due. What the last one came to is on disk, so restarts do not put it off. */
final class ScrubSchedule {
    static final String KIND = "scrub";

    private final LongPredicate due;
    private final Work scrub;
    private final TaskRegistry tasks;
    private final Optional<Duration> every;

    /** @param due whether one is due, so many seconds being between two */
    ScrubSchedule(LongPredicate due, Work scrub, TaskRegistry tasks, Optional<Duration> every) {
        this.due = due;
        this.scrub = scrub;
        this.tasks = tasks;
        this.every = every;
    }

    /** Called now and then. */
    void look() {
        try {
            if (every.isPresent()
                    && tasks.underWay(KIND).isEmpty()
                    && due.test(every.get().toSeconds())) {
                tasks.start(KIND, "scheduled", scrub);
            }
        } catch (StemeException refused) {
            // An operator was faster, or the node is being closed; whichever it is, the next look sees to it.
            System.getLogger(ScrubSchedule.class.getName())
                    .log(System.Logger.Level.DEBUG, "no scrub is started: {0}", refused.getMessage());
        } catch (RuntimeException unforeseen) {
            // Thrown on, it would end all later looks, and nobody would hear of it.
            System.getLogger(ScrubSchedule.class.getName())
                    .log(System.Logger.Level.ERROR, "no scrub is started now", unforeseen);
        }
    }
}
