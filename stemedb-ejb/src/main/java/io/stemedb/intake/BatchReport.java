package io.stemedb.intake;

import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Token;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;

/** What became of a batch so far. Not thread-safe. */
public final class BatchReport {
    /** How many refused lines are listed. */
    public static final int MOST_ERRORS = 1000;

    /** A line that was not taken. */
    public record LineError(long line, StemeException refusal) {
        /** Writes it as one JSON object. */
        public void write(JsonWriter out) {
            out.beginObject().name("line").number(line);
            if (refusal.field() != null) {
                out.name("field").string(refusal.field());
            }
            out.name("type").string("urn:stemedb:problem:" + refusal.refusal().slug());
            out.name("detail").string(refusal.getMessage());
            if (refusal.limit() != null) {
                out.name("limit").number(refusal.limit());
            }
            if (refusal.hint() != null) {
                out.name("hint").string(refusal.hint());
            }
            out.endObject();
        }
    }

    private final String batchId;
    private final boolean dryRun;
    private final List<LineError> errors = new ArrayList<>();
    private long created;
    private long duplicates;
    private long failed;
    private Token token;

    BatchReport(String batchId, boolean dryRun) {
        this.batchId = batchId;
        this.dryRun = dryRun;
    }

    void created() {
        created++;
    }

    void duplicate() {
        duplicates++;
    }

    LineError failed(long line, StemeException refusal) {
        failed++;
        LineError error = new LineError(line, refusal);
        if (errors.size() < MOST_ERRORS) {
            errors.add(error);
        }
        return error;
    }

    void token(Token seen) {
        token = seen;
    }

    public String batchId() {
        return batchId;
    }

    /** Lines that were new. */
    public long createdCount() {
        return created;
    }

    /** Lines that were held before. */
    public long duplicateCount() {
        return duplicates;
    }

    /** Lines that were not taken. */
    public long failedCount() {
        return failed;
    }

    /** Writes the report as one JSON object. */
    public void write(JsonWriter out) {
        out.beginObject();
        out.name("batch_id").string(batchId);
        if (dryRun) {
            out.name("dry_run").bool(true);
        }
        out.name("lines").number(created + duplicates + failed);
        out.name("created").number(created);
        out.name("duplicates").number(duplicates);
        out.name("failed").number(failed);
        out.name("errors").beginArray();
        errors.forEach(error -> error.write(out));
        out.endArray();
        out.name("errors_omitted").number(failed - errors.size());
        if (token != null) {
            out.name("token").string(token.toString());
        }
        out.endObject();
    }
}
