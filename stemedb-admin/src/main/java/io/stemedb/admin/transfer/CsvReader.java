package io.stemedb.admin.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Records of CSV as RFC 4180 has it: fields may be quoted, and hold what separates fields and records then. */
final class CsvReader {
    private static final int MOST = 16 << 20;

    private final Bytes bytes;
    private final int delimiter;
    private long line;
    private long first;
    private String fault;
    private int size;

    /**
     * Reads from where the bytes stand.
     *
     * @param line the number of the line before
     */
    CsvReader(Bytes bytes, char delimiter, long line) {
        this.bytes = bytes;
        this.delimiter = delimiter;
        this.line = line;
    }

    /** The number of the line in which the last record began. */
    long line() {
        return first;
    }

    /** How many lines were read. */
    long lines() {
        return line;
    }

    /** What is wrong with the last record; null if nothing is. */
    String fault() {
        return fault;
    }

    /** The fields of the next record that is not empty; null at the end. */
    List<String> next() throws IOException {
        while (bytes.peek() != Bytes.END) {
            List<String> fields = record();
            if (fault != null || fields.size() > 1 || !fields.get(0).isEmpty()) {
                return fields;
            }
        }
        return null;
    }

    private List<String> record() throws IOException {
        List<String> fields = new ArrayList<>();
        fault = null;
        size = 0;
        first = line + 1;
        int end;
        do {
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            boolean isQuoted = bytes.peek() == '"';
            end = isQuoted ? quoted(field) : plain(field);
            String text = Bytes.text(field);
            if (text == null) {
                blame("a field is no UTF-8");
            }
            fields.add(String.valueOf(text));
        } while (end == delimiter);
        line++;
        return fields;
    }

    /** What follows the field: a delimiter, the end of the line, or that of the file. */
    private int plain(ByteArrayOutputStream field) throws IOException {
        for (int next = bytes.read(); ; next = bytes.read()) {
            if (next == delimiter || next == '\n' || next == Bytes.END) {
                return next;
            }
            if (next == '\r' && (bytes.peek() == '\n' || bytes.peek() == Bytes.END)) {
                return bytes.read();
            }
            keep(field, next);
        }
    }

    private int quoted(ByteArrayOutputStream field) throws IOException {
        bytes.read();
        for (int next = bytes.read(); ; next = bytes.read()) {
            if (next == Bytes.END) {
                blame("a quoted field does not end");
                return next;
            }
            if (next == '"') {
                if (bytes.peek() != '"') {
                    return behindQuote(field);
                }
                bytes.read();
            }
            if (next == '\n') {
                line++;
            }
            keep(field, next);
        }
    }

    private int behindQuote(ByteArrayOutputStream field) throws IOException {
        int before = field.size();
        int end = plain(field);
        if (field.size() > before) {
            blame("something follows the quote that ends a field");
        }
        return end;
    }

    private void keep(ByteArrayOutputStream field, int next) {
        if (++size > MOST) {
            blame("the record is longer than 16 MiB");
        } else {
            field.write(next);
        }
    }

    private void blame(String what) {
        fault = fault == null ? what : fault;
    }
}
