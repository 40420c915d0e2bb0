package io.stemedb.admin.transfer;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far an import is, in a small file beside its input: after each chunk that the node has it is written anew, whole
 * or not at all.
 *
 * @param batch names the import, so that a chunk that is sent twice counts once
 * @param input what the input was when it began, see {@link #of}
 * @param offset where the next chunk begins
 * @param line the number of the last line before it
 * @param refusedBytes the size of the file of refused lines
 */
record Mark(
        String batch,
        String input,
        long offset,
        long line,
        long sent,
        long created,
        long duplicates,
        long refused,
        long refusedBytes) {
    private static final int HEAD = 1 << 16;

    static Mark begin(String batch, String input) {
        return new Mark(batch, input, 0, 0, 0, 0, 0, 0, 0);
    }

    /** What tells an input from another: its size, when it was changed, and its begin. */
    static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(head);
            return Files.size(file) + " bytes, changed " + Files.getLastModifiedTime(file) + ", begins "
                    + HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The file that holds it. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".stemedb-import.json");
    }

    /** @throws IOException also if it is no mark */
    static Mark read(Path file) throws IOException {
        Doc doc = Doc.of(Json.read(Files.readAllBytes(file)));
        try {
            return new Mark(
                    need(doc.text("batch")),
                    need(doc.text("input")),
                    number(doc, "offset"),
                    number(doc, "line"),
                    number(doc, "sent"),
                    number(doc, "created"),
                    number(doc, "duplicates"),
                    number(doc, "refused"),
                    number(doc, "refused_bytes"));
        } catch (NullPointerException | ArithmeticException noMark) {
            throw new IOException("it is no mark of an import", noMark);
        }
    }

    private static String need(String text) {
        return java.util.Objects.requireNonNull(text);
    }

    private static long number(Doc doc, String name) {
        return java.util.Objects.requireNonNull(doc.number(name)).longValueExact();
    }

    void write(Path file) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("batch", batch);
        members.put("input", input);
        members.put("offset", offset);
        members.put("line", line);
        members.put("sent", sent);
        members.put("created", created);
        members.put("duplicates", duplicates);
        members.put("refused", refused);
        members.put("refused_bytes", refusedBytes);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((JsonText.compact(members) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same after one more chunk. */
    Mark after(Chunk chunk, Doc report, long refusedMore, long refusedFile) {
        return new Mark(
                batch,
                input,
                chunk.end(),
                chunk.line(),
                sent + chunk.rows().size() + chunk.faulty().size(),
                created + count(report, "created"),
                duplicates + count(report, "duplicates"),
                refused + refusedMore,
                refusedFile);
    }

    private static long count(Doc report, String name) {
        return report.number(name) == null ? 0 : report.number(name).longValue();
    }
}
