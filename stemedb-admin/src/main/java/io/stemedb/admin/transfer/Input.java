package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The file of an import: where it is, in which form, and what its columns mean.
 *
 * @param path null for the standard input
 * @param map what {@code --map} names; null if nothing
 */
record Input(Path path, boolean isCsv, boolean isZipped, char delimiter, Path map) {

    static Input of(Call call) {
        String file = call.words().text(ImportVerb.FILE);
        String lower = file.toLowerCase(Locale.ROOT);
        boolean isZipped = lower.endsWith(".gz");
        String plain = isZipped ? lower.substring(0, lower.length() - 3) : lower;
        String format = call.words().text(ImportVerb.FORMAT.name());
        String map = call.words().text(ImportVerb.MAP.name());
        boolean isCsv = format == null ? plain.endsWith(".csv") || plain.endsWith(".tsv") : format.equals("csv");
        if (map != null && !isCsv) {
            throw Trouble.usage("--map goes with CSV", "lines of JSON say by themselves what is what; --format csv");
        }
        return new Input(
                file.equals("-") ? null : Path.of(file),
                isCsv,
                isZipped,
                delimiter(call.words().text(ImportVerb.DELIMITER.name()), plain),
                map == null ? null : Path.of(map));
    }

    private static char delimiter(String said, String file) {
        if (said == null) {
            return file.endsWith(".tsv") ? '\t' : ',';
        }
        if (said.equals("tab") || said.equals("\\t")) {
            return '\t';
        }
        if (said.length() != 1 || said.charAt(0) > '~' || said.charAt(0) < ' ' || said.charAt(0) == '"') {
            throw Trouble.usage("--delimiter takes no '" + said + "'", "write one character, such as ';', or tab");
        }
        return said.charAt(0);
    }

    /** Its claims from some place on. */
    Rows rows(Call call, long offset, long line) {
        try {
            return isCsv ? table(call, offset, line) : new JsonRows(at(open(call), offset), offset, line);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Rows table(Call call, long offset, long line) throws IOException {
        InputStream in = open(call);
        Bytes bytes = new Bytes(in, 0);
        CsvReader header = new CsvReader(bytes, delimiter, 0);
        List<String> first = header.next();
        if (first == null || header.fault() != null) {
            String why = first == null ? "it is empty" : header.fault();
            throw Trouble.usage("the file has no record that names its columns: " + why, "see docs/cli.md");
        }
        List<String> columns = ColumnMap.columns(first);
        ColumnMap columnMap =
                map == null ? ColumnMap.ofHeader(columns) : ColumnMap.read(Files.readAllBytes(map), columns);
        if (offset == 0) {
            return new CsvRows(in, bytes, new CsvReader(bytes, delimiter, header.lines()), columns, columnMap);
        }
        in.close();
        InputStream later = at(open(call), offset);
        Bytes rest = new Bytes(later, offset);
        return new CsvRows(later, rest, new CsvReader(rest, delimiter, line), columns, columnMap);
    }

    private InputStream open(Call call) throws IOException {
        InputStream in = path == null ? call.in() : Files.newInputStream(path);
        return isZipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static InputStream at(InputStream in, long offset) throws IOException {
        in.skipNBytes(offset);
        return in;
    }

    /** Its size in bytes; -1 if that says nothing of how much there is to send. */
    long size() {
        try {
            return path == null || isZipped ? -1 : Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    Trouble unreadable(IOException e) {
        String name = path == null ? "the standard input" : path.toString();
        return Trouble.of(Outcome.FAILED, "cannot read " + name + ": " + e, "name a file that you may read");
    }
}
