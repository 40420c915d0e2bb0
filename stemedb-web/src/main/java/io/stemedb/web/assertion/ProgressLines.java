package io.stemedb.web.assertion;

import io.stemedb.intake.BatchReport;
import io.stemedb.intake.Batches;
import io.stemedb.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Tells a client line by line how far its batch is, without a line for every group that the journal forces. */
final class ProgressLines implements Batches.Progress {
    private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();

    private final OutputStream out;
    private final String through;
    private final JsonWriter line = new JsonWriter();
    private long acked;
    private long told;
    private long toldAt = System.nanoTime();
    private volatile IOException notTaken;

    /** @param dryRun whether lines are only checked: then none of them is durable */
    ProgressLines(OutputStream out, boolean dryRun) {
        this.out = out;
        this.through = dryRun ? "checked_through" : "acked_through";
    }

    @Override
    public void ackedThrough(long through) throws IOException {
        acked = through;
        if (System.nanoTime() - toldAt >= EVERY_NANOS) {
            tell();
        }
    }

    @Override
    public void error(BatchReport.LineError error) throws IOException {
        error.write(line);
        send();
    }

    @Override
    public void resting() throws IOException {
        tell();
    }

    private void tell() throws IOException {
        if (acked > told) {
            told = acked;
            line.beginObject().name(through).number(acked).endObject();
            send();
        }
        toldAt = System.nanoTime();
        flush();
    }

    /** Writes the last line. */
    void end(JsonWriter last) throws IOException {
        tell();
        last.newLine().writeTo(out);
        out.flush();
    }

    /** Throws what kept a line from being written, perhaps on another thread: then there is nobody to tell the rest. */
    void checkTaken() throws IOException {
        if (notTaken != null) {
            throw notTaken;
        }
    }

    private void send() throws IOException {
        try {
            line.newLine().writeTo(out);
        } catch (IOException gone) {
            notTaken = gone;
            throw gone;
        }
        line.clear();
    }

    private void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException gone) {
            notTaken = gone;
            throw gone;
        }
    }
}
