package io.stemedb.admin.transfer;

import io.stemedb.admin.json.JsonText;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines that were refused, each with why, in a file of their own. It is made with the first of them. */
final class RefusedLines implements Closeable {
    private final Path file;
    private FileChannel channel;
    private long size;

    private RefusedLines(Path file) {
        this.file = file;
    }

    /** A new file, which must not be there yet. */
    static RefusedLines fresh(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Trouble.usage(
                    file + " is there already, with what was refused before",
                    "look at it and move it away, or name another one with --refused");
        }
        return new RefusedLines(file);
    }

    /** The file of an import that goes on: what was written after its last mark is written again. */
    static RefusedLines goingOn(Path file, long size) throws IOException {
        RefusedLines lines = new RefusedLines(file);
        if (size > 0 || Files.exists(file)) {
            lines.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lines.channel.truncate(size);
            lines.channel.position(size);
            lines.size = size;
        }
        return lines;
    }

    void add(Row row, String field, String reason, String hint) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", row.line());
        members.put("field", field);
        members.put("reason", reason);
        members.put("hint", hint);
        members.put("text", row.text());
        try {
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            ByteBuffer bytes = ByteBuffer.wrap((JsonText.compact(members) + "\n").getBytes(StandardCharsets.UTF_8));
            size += bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Makes sure that it is on the disk before the mark says so. */
    long settled() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
        return size;
    }

    private Trouble unwritable(IOException e) {
        return Trouble.of(
                Outcome.FAILED,
                "cannot write " + file + ": " + e,
                "make room, or name another file with --refused; the same command goes on then");
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
