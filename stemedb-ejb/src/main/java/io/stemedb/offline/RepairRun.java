package io.stemedb.offline;

import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.refusal.Reason;
import io.stemedb.repair.Plan;
import io.stemedb.repair.Repair;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Repairs a data directory on the local disk, or says what that would do. Whoever calls holds the directory's lock. */
public final class RepairRun {
    /** Nothing is left to do. */
    public static final int DONE = 0;

    /** It could not be done. */
    public static final int FAILED = 1;

    /** Something is left to do that was not asked for: a repair, or to accept what was lost. */
    public static final int HAS_WORK = 3;

    private final DatabaseOptions options;
    private final LongSupplier wallMicros;
    private final Consumer<String> out;

    public RepairRun(DatabaseOptions options, LongSupplier wallMicros, Consumer<String> out) {
        this.options = options;
        this.wallMicros = wallMicros;
        this.out = out;
    }

    /**
     * Repairs.
     *
     * @param apply whether to do it, not only to say what would be done
     * @param acceptLoss whether slots that an earlier repair lost shall answer again
     * @return the exit code
     */
    public int run(boolean apply, boolean acceptLoss) {
        try {
            Repair repair = new Repair(new LocalDisk(), options, wallMicros);
            Plan plan = repair.plan();
            plan.lines().forEach(out);
            if (plan.hasWork() && !apply) {
                out.accept("nothing was changed; to do this: stemedb-node repair --apply --data-dir "
                        + options.directory());
                return HAS_WORK;
            }
            if (plan.hasWork()) {
                repair.apply(plan, out);
            }
            if (acceptLoss && repair.acceptLoss()) {
                out.accept("the loss is accepted; the slots answer with what is left");
            }
            if (repair.refusesLoss()) {
                out.accept(
                        "what was lost is refused until it is accepted: stemedb-node repair --accept-loss --data-dir "
                                + options.directory());
                return HAS_WORK;
            }
            return DONE;
        } catch (IOException | IllegalStateException failed) {
            out.accept("failed: " + Reason.of(failed));
            return FAILED;
        }
    }
}
