package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes the lines of an export: passes them on as they are, or as records of a table. The last line may say that
 * something failed on the way.
 */
final class Lines implements Gateway.Taking {
    private static final String PROBLEM = "{\"type\":\"urn:stemedb:problem:";

    private final Call call;
    private final OutputStream out;
    private final boolean isCsv;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Progress progress;
    private long count;
    private String problem;

    Lines(Call call, OutputStream out, boolean isCsv) {
        this.call = call;
        this.out = out;
        this.isCsv = isCsv;
        this.progress = new Progress(call, -1, 0, 0);
    }

    long count() {
        return count;
    }

    @Override
    public void begins(String missing) throws IOException {
        if (!missing.isEmpty()) {
            call.screen().note("stemedb-admin: warning: not all is there: " + missing + " may have more");
        }
        if (isCsv) {
            out.write(CsvLine.header().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void bytes(byte[] bytes, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n') {
                take();
            }
        }
        progress.at(0, count, 0);
    }

    private void take() throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        String text = new String(whole, StandardCharsets.UTF_8);
        if (text.startsWith(PROBLEM)) {
            problem = String.valueOf(Doc.of(Json.read(whole)).text("detail"));
            return;
        }
        out.write(isCsv ? CsvLine.of(Doc.of(Json.read(whole))).getBytes(StandardCharsets.UTF_8) : whole);
        count++;
    }

    /** Once the answer has ended. */
    void requireWhole() {
        progress.ends();
        try {
            out.flush();
        } catch (IOException e) {
            throw Trouble.of(Outcome.FAILED, "cannot write: " + e, "make room");
        }
        if (problem != null) {
            throw Trouble.busy("the export failed on the way: " + problem, "what was written is not all; try again");
        }
        if (line.size() > 0) {
            throw Trouble.busy("the last line of the export is not whole", "what was written is not all; try again");
        }
    }
}
