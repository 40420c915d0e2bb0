package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Carries an import out: chunk after chunk, each on record before the next one is sent. */
final class Importing {
    private static final int NAME_BYTES = 8;

    private final Call call;
    private final Input input;
    private final boolean isDry;
    private final Path markFile;
    private final Path refusedFile;

    Importing(Call call, Input input) {
        this.call = call;
        this.input = input;
        this.isDry = call.words().has(ImportVerb.DRY_RUN.name());
        this.markFile = input.path() == null || isDry ? null : Mark.beside(input.path());
        String refused = call.words().text(ImportVerb.REFUSED.name());
        this.refusedFile = refused == null ? beside(input.path(), isDry) : Path.of(refused);
    }

    private static Path beside(Path input, boolean isDry) {
        String end = isDry ? ".dry-run.ndjson" : ".refused.ndjson";
        return input == null ? Path.of("stdin" + end) : input.resolveSibling(input.getFileName() + end);
    }

    Outcome run() {
        try (Only only = Only.of(markFile)) {
            Outcome outcome = carryOut();
            only.done();
            return outcome;
        } catch (IOException e) {
            throw Trouble.of(
                    Outcome.FAILED,
                    "cannot go on: " + e,
                    "look at the input and at the room beside it; the same command goes on where this one ended");
        }
    }

    private Outcome carryOut() throws IOException {
        Mark from = begin();
        boolean goesOn = from.sent() > 0;
        if (isDry && !call.words().has(ImportVerb.REFUSED.name())) {
            Files.deleteIfExists(refusedFile); // of an earlier rehearsal
        }
        try (RefusedLines refused = goesOn
                        ? RefusedLines.goingOn(refusedFile, from.refusedBytes())
                        : RefusedLines.fresh(refusedFile);
                Rows rows = input.rows(call, from.offset(), from.line())) {
            Mark end = sendAll(from, rows, refused);
            if (markFile != null) {
                Files.deleteIfExists(markFile);
            }
            return show(end);
        }
    }

    /** Where to begin: where an earlier import of the same file has ended, if there was one. */
    private Mark begin() throws IOException {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        String batch = "import-" + HexFormat.of().formatHex(name);
        if (markFile == null) {
            return Mark.begin(batch, "");
        }
        String now = Mark.of(input.path());
        if (!Files.exists(markFile) || call.words().has(ImportVerb.RESTART.name())) {
            return Mark.begin(batch, now);
        }
        Mark found = Mark.read(markFile);
        if (!found.input().equals(now)) {
            throw Trouble.usage(
                    input.path() + " is not what it was when its import began, as " + markFile + " says",
                    "begin anew with --restart");
        }
        call.screen().note("goes on behind line " + found.line() + ", as " + markFile + " says");
        return found;
    }

    private Mark sendAll(Mark from, Rows rows, RefusedLines refused) throws IOException {
        String ack = call.words().text(ImportVerb.ACK.name());
        String more = (isDry ? "&dry_run=true" : "") + (ack == null ? "" : "&ack=" + ack);
        Sending sending = new Sending(call, from.batch(), more);
        Progress progress = new Progress(call, input.size(), from.offset(), from.sent());
        Mark mark = from;
        try {
            for (Chunk chunk = next(rows); !chunk.isEmpty(); chunk = next(rows)) {
                Doc report = chunk.rows().isEmpty() ? new Doc(Map.of()) : sending.send(chunk);
                long refusedMore = refuse(chunk, report, refused);
                mark = mark.after(chunk, report, refusedMore, refused.settled());
                if (markFile != null) {
                    mark.write(markFile);
                }
                progress.at(mark.offset(), mark.sent(), mark.refused());
            }
        } finally {
            progress.ends();
        }
        return mark;
    }

    private static Chunk next(Rows rows) throws IOException {
        Chunk chunk = new Chunk();
        while (!chunk.isFull()) {
            Row row = rows.next();
            if (row == null) {
                return chunk;
            }
            chunk.add(row);
        }
        return chunk;
    }

    private static long refuse(Chunk chunk, Doc report, RefusedLines refused) {
        for (Row row : chunk.faulty()) {
            refused.add(row, null, row.fault(), null);
        }
        long count = chunk.faulty().size();
        for (Doc error : report.docs("errors")) {
            BigDecimal line = error.number("line");
            int at = line == null ? 0 : line.intValue() - 1;
            Row row = chunk.rows().get(Math.max(0, Math.min(at, chunk.rows().size() - 1)));
            refused.add(row, error.text("field"), error.text("detail"), error.text("hint"));
            count++;
        }
        return count;
    }

    private Outcome show(Mark end) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("lines", end.sent());
        members.put("created", end.created());
        members.put("duplicates", end.duplicates());
        members.put("refused", end.refused());
        members.put("refused_file", end.refused() == 0 ? null : refusedFile.toString());
        members.put("dry_run", isDry);
        boolean isWhole = end.refused() == 0;
        String said = isDry
                ? "These lines would be taken"
                : isWhole ? "All lines are written" : "Some lines were refused; all others are written";
        Doc summary = new Doc(members);
        return call.show(Shown.one(
                        summary,
                        new Block.Verdict(isWhole ? Block.Sign.GOOD : Block.Sign.CARE, said),
                        Block.Pairs.empty()
                                .with("Lines", Cell.of(end.sent()))
                                .with(isDry ? "New" : "Written", Cell.of(end.created()))
                                .with("Held before", Cell.of(end.duplicates()))
                                .with("Refused", Cell.of(end.refused()))
                                .with("They are in", Cell.of(members.get("refused_file"))))
                .ending(isWhole ? Outcome.FINE : Outcome.FAILED));
    }
}
