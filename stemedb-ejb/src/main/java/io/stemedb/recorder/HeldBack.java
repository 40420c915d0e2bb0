package io.stemedb.recorder;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.MergeDebt;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the writer waiting while merges are behind. Asked from the writing thread, and by anyone how it stands. */
final class HeldBack {
    private static final System.Logger LOGGER = System.getLogger(Recorder.class.getName());

    private final Supplier<MergeDebt> debt;
    private final int bound;
    private volatile Pressure pressure = new Pressure.None();
    private volatile boolean lacksRoom;
    private long since;
    private boolean waiting;

    HeldBack(Supplier<MergeDebt> debt, int bound) {
        this.debt = debt;
        this.bound = bound;
    }

    /** Takes in how far merges are. */
    void look() {
        MergeDebt owed = debt.get();
        Pressure before = pressure;
        lacksRoom = owed.waitingForSpace();
        pressure = Pressure.of(owed.runs(), bound);
        tell(before, owed);
    }

    /** True while the next group, which is there, has to wait. */
    boolean holds(long now) {
        if (!(pressure instanceof Pressure.Delay delay)) {
            return pressure instanceof Pressure.Refuse;
        }
        if (!waiting) {
            waiting = true;
            since = now;
        }
        return Math.abs(now - since) < delay.micros(); // the clock may have gone back
    }

    /** A group goes on; how long it has waited, in microseconds. */
    long passed(long now) {
        if (!waiting) {
            return 0;
        }
        waiting = false;
        return Math.min(Math.abs(now - since), Pressure.MOST_MICROS);
    }

    private void tell(Pressure before, MergeDebt owed) {
        if (!before.getClass().equals(pressure.getClass())) {
            System.Logger.Level level =
                    pressure instanceof Pressure.None ? System.Logger.Level.INFO : System.Logger.Level.WARNING;
            String what = pressure instanceof Pressure.None
                    ? "merges have caught up; writers wait no more"
                    : pressure instanceof Pressure.Delay ? "writers are held back" : "writes are refused";
            LOGGER.log(level, what + ": " + owed.runs() + " runs wait to be merged, the bound is " + bound);
        }
    }

    /** How long each group waits now, in milliseconds; 0 if it does not, or is refused. */
    long millis() {
        return pressure instanceof Pressure.Delay delay ? delay.micros() / 1000 : 0;
    }

    /** What every write is answered with; empty if writes are taken, if slowly. */
    Optional<StemeException> refusal() {
        if (!(pressure instanceof Pressure.Refuse)) {
            return Optional.empty();
        }
        return Optional.of(
                lacksRoom
                        ? StemeException.of(Refusal.DISK_FULL, "merges are behind and have no room on the disk")
                                .hinting("nothing was stored; writes go on by themselves once there is room")
                        : StemeException.of(Refusal.RATE_LIMITED, "merges are too far behind to take more writes")
                                .hinting("nothing was stored; try again in a second"));
    }
}
