package io.stemedb.admin.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Claims that are sent together. Where one ends depends on the file alone, so that after a break the same are sent. */
final class Chunk {
    private static final int MOST_LINES = 1_000; // as many refusals as a report lists
    private static final int MOST_BYTES = 1 << 20;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> faulty = new ArrayList<>();
    private long end;
    private long line;

    void add(Row row) {
        end = row.end();
        line = row.line();
        if (row.isFaulty()) {
            faulty.add(row);
        } else {
            rows.add(row);
            byte[] json = row.json().replace('\n', ' ').replace('\r', ' ').getBytes(StandardCharsets.UTF_8);
            lines.write(json, 0, json.length);
            lines.write('\n');
        }
    }

    boolean isFull() {
        return rows.size() + faulty.size() >= MOST_LINES || lines.size() >= MOST_BYTES;
    }

    boolean isEmpty() {
        return rows.isEmpty() && faulty.isEmpty();
    }

    byte[] bytes() {
        return lines.toByteArray();
    }

    /** Those that are sent, in their order. */
    List<Row> rows() {
        return rows;
    }

    /** Those that are no claims, so that they are not sent. */
    List<Row> faulty() {
        return faulty;
    }

    /** Where the next one begins. */
    long end() {
        return end;
    }

    /** The number of its last line. */
    long line() {
        return line;
    }
}
