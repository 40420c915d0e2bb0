package io.stemedb.cluster.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.cluster.grpc.wire.AnswerMessage;
import io.stemedb.cluster.grpc.wire.OrderMessage;
import io.stemedb.cluster.grpc.wire.QuestionMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What nodes of the previous build said to each other; a README beside the files says how it was recorded. */
public final class PreviousMessages {
    private static final String BYTES = ".bin";
    private static final Map<String, byte[]> FILES = read();

    private PreviousMessages() {}

    /** A question of one node to another, and what it was answered, as bytes. */
    public record Call(byte[] question, byte[] answer) {}

    private static Map<String, byte[]> read() {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in =
                new ZipInputStream(PreviousMessages.class.getResourceAsStream("/previous/messages.zip"))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        return files;
    }

    /** What is recorded, named by the call and a number, and whether it is the question or the answer. */
    static List<String> names() {
        return FILES.keySet().stream()
                .filter(name -> name.endsWith(BYTES) && name.contains("-"))
                .map(name -> name.substring(0, name.length() - BYTES.length()))
                .toList();
    }

    static byte[] bytes(String name) {
        return FILES.get(name + BYTES);
    }

    /** The same as the previous build reads it. */
    static String text(String name) {
        return new String(FILES.get(name + ".txt"), UTF_8);
    }

    /** Questions of a kind, and what was answered, without what is around them. */
    public static List<Call> questions(String kind) {
        return bodies("ask", kind);
    }

    /** Orders of a kind, and what was answered. */
    public static List<Call> orders(String kind) {
        return bodies("operate", kind);
    }

    private static List<Call> bodies(String call, String kind) {
        return names().stream()
                .filter(name -> name.startsWith(call + "-") && name.endsWith(".question"))
                .filter(name -> kind.equals(kind(call, bytes(name))))
                .map(name -> new Call(body(call, bytes(name)), answered(name)))
                .toList();
    }

    private static String kind(String call, byte[] question) {
        try {
            return call.equals("ask")
                    ? QuestionMessage.parseFrom(question).getKind().name()
                    : OrderMessage.parseFrom(question).getKind().name();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static byte[] body(String call, byte[] question) {
        try {
            return call.equals("ask")
                    ? QuestionMessage.parseFrom(question).getBody().toByteArray()
                    : OrderMessage.parseFrom(question).getBody().toByteArray();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static byte[] answered(String question) {
        try {
            return AnswerMessage.parseFrom(bytes(question.replace(".question", ".answer")))
                    .getBody()
                    .toByteArray();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
