package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** {@code export}. */
public final class ExportVerb implements Verb {
    private static final String PREFIX = "PREFIX";
    private static final Flag OUTPUT = Flag.of(
                    "--output", "FILE", "a new file, or - for the standard output (default); .gz is packed")
            .or("-o");
    private static final Flag FORMAT = Flag.of(
                    "--format", "FORM", "ndjson or csv (default: as the name of the file says)")
            .oneOf("ndjson", "csv");
    private static final Flag INCOMPLETE =
            Flag.on("--allow-incomplete", "goes on if nodes are away that may have more");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("export", Kind.TOOL, "Writes the claims that are held, one a line")
                .taking(Param.of(PREFIX, "only claims at and below this concept path")
                        .orNone())
                .with(OUTPUT, FORMAT, INCOMPLETE)
                .noting("import takes what it writes, and gives each claim the id that it had. A file gets its name "
                        + "once all of it is there; if the answer breaks off, the command fails and leaves no file.")
                .likeIn("export --output all.ndjson.gz", "export geo/country --output countries.csv");
    }

    @Override
    public Outcome run(Call call) {
        String name = call.words().text(OUTPUT.name());
        String path = path(call);
        if (name == null || name.equals("-")) {
            Lines lines = lines(call, call.screen().out(), "");
            call.api().stream(path, lines);
            lines.requireWhole();
            return Outcome.FINE;
        }
        Path file = Path.of(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Trouble.usage(name + " is there already", "name a new file");
        }
        write(call, path, file);
        return Outcome.FINE;
    }

    private static String path(Call call) {
        String prefix = call.words().text(PREFIX);
        String require = call.words().has(INCOMPLETE.name()) ? "" : "?require=complete";
        String only = prefix == null ? "" : (require.isEmpty() ? "?" : "&") + "prefix=" + Gateway.part(prefix);
        return "/v1/export" + require + only;
    }

    private static Lines lines(Call call, OutputStream out, String name) {
        String format = call.words().text(FORMAT.name());
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        boolean isCsv = format == null ? plain.endsWith(".csv") : format.equals("csv");
        return new Lines(call, out, isCsv);
    }

    private static void write(Call call, String path, Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream plain = Files.newOutputStream(part);
                    OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain, 1 << 16) : plain) {
                Lines lines = lines(call, out, name);
                call.api().stream(path, lines);
                lines.requireWhole();
                call.screen().note(lines.count() + " lines are in " + file);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trouble.of(Outcome.FAILED, "cannot write " + file + ": " + e, "make room, or name another file");
        } finally {
            deletePart(part);
        }
    }

    private static void deletePart(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            // it has a name that says what it is
        }
    }
}
