package io.stemedb.admin.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Claims as JSON, one a line. Blank lines are passed over. What a line says is judged by the node. */
final class JsonRows implements Rows {
    private static final int MOST = 16 << 20;

    private final InputStream in;
    private final Bytes bytes;
    private long line;

    JsonRows(InputStream in, long offset, long line) throws IOException {
        this.in = in;
        this.bytes = new Bytes(in, offset);
        this.line = line;
    }

    @Override
    public Row next() throws IOException {
        while (bytes.peek() != Bytes.END) {
            line++;
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            boolean isWhole = readLine(one);
            String text = Bytes.text(one);
            if (!isWhole) {
                return new Row(line, bytes.offset(), null, String.valueOf(text), "the line is longer than 16 MiB");
            }
            if (text == null) {
                return new Row(
                        line, bytes.offset(), null, one.toString(StandardCharsets.ISO_8859_1), "the line is no UTF-8");
            }
            if (!text.isBlank()) {
                return new Row(line, bytes.offset(), text.strip(), text, null);
            }
        }
        return null;
    }

    /** Whether all of it was kept. */
    private boolean readLine(ByteArrayOutputStream one) throws IOException {
        boolean isWhole = true;
        for (int next = bytes.read(); next != Bytes.END && next != '\n'; next = bytes.read()) {
            if (one.size() < MOST) {
                one.write(next);
            } else {
                isWhole = false;
            }
        }
        return isWhole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
