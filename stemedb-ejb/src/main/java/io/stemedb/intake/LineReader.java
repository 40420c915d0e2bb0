package io.stemedb.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines without keeping more than one of them. A line too long is skipped, not kept. */
public final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[64 * 1024];
    private byte[] line;
    private int at;
    private int end;
    private int length;
    private boolean tooLong;
    private long number;

    /** @param longest bytes of a line, its end not counted */
    public LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
        this.line = new byte[4096];
    }

    /** Moves to the next line, blank ones among them; false at the end of the stream. */
    public boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == end) {
                end = in.read(chunk, 0, chunk.length);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return any && ended();
                }
            }
            any = true;
            int stop = at;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            keep(at, stop - at);
            boolean complete = stop < end;
            at = complete ? stop + 1 : stop;
            if (complete) {
                return ended();
            }
        }
    }

    private boolean ended() {
        number++;
        if (length > 0 && !tooLong && line[length - 1] == '\r') {
            length--;
        }
        return true;
    }

    private void keep(int from, int bytes) {
        if (tooLong || length + bytes > longest + 1) { // one more, as it may be the carriage return
            tooLong = true;
            return;
        }
        if (length + bytes > line.length) {
            line = Arrays.copyOf(line, Math.max(length + bytes, 2 * line.length));
        }
        System.arraycopy(chunk, from, line, length, bytes);
        length += bytes;
    }

    /** Counts from 1. */
    public long number() {
        return number;
    }

    public boolean tooLong() {
        return tooLong || length > longest;
    }

    public boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return !tooLong;
    }

    /** The current line's bytes begin at 0; valid until the next call. */
    public byte[] bytes() {
        return line;
    }

    public int length() {
        return length;
    }
}
