package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan of what fails when, counted from the moment when the fault was planned. */
public final class Faults implements DiskHook {
    public static final String IO_ERROR = "Input/output error";
    public static final String DISK_FULL = "No space left on device";

    private final List<Fault> planned = new ArrayList<>();
    private int raised;

    private static final class Fault {
        final Operation operation;
        final Predicate<Path> where;
        final String message;
        int left;

        Fault(Operation operation, Predicate<Path> where, String message, int left) {
            this.operation = operation;
            this.where = where;
            this.message = message;
            this.left = left;
        }
    }

    /** Makes the n-th operation of a kind fail, 1 being the next. */
    public Faults fail(Operation operation, int nth, String message) {
        return fail(operation, path -> true, nth, message);
    }

    /** Makes the n-th operation of a kind fail that is done to such a path. */
    public Faults fail(Operation operation, Predicate<Path> where, int nth, String message) {
        if (nth < 1) {
            throw new IllegalArgumentException("there is no operation before the next, so this would never fail");
        }
        planned.add(new Fault(operation, where, message, nth));
        return this;
    }

    /** How many faults have come true. */
    public int raised() {
        return raised;
    }

    /** Forgets the faults that have not come true. */
    public void forgetPlanned() {
        planned.clear();
    }

    @Override
    public void before(Operation operation, Path path) throws IOException {
        Fault due = null;
        for (Fault fault : planned) {
            if (fault.operation == operation && fault.where.test(path) && --fault.left == 0) {
                due = fault;
            }
        }
        if (due != null) {
            planned.remove(due);
            raised++;
            throw new IOException(path + ": " + due.message);
        }
    }
}
