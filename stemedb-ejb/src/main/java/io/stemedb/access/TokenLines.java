package io.stemedb.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens as TOML: a table {@code [[token]]} for each, and in it only lines {@code name = "text"}. That much of TOML is
 * written, and nothing else is read. A text is written as JSON writes it, which TOML reads the same.
 */
final class TokenLines {
    private static final String TABLE = "[[token]]";
    private static final String HEAD =
            "# The tokens of a StemeDB node, without their secrets. Written by stemedb-node; " + "leave it to that.\n";
    private static final String ENDED = "ended";
    private static final String AT_ONCE = "at once";
    private static final List<String> NAMES =
            List.of("id", "role", "sha256", "note", "created_at", "created_by", "revoked_at", ENDED);

    private TokenLines() {}

    static byte[] write(List<Token> tokens) {
        StringBuilder out = new StringBuilder(HEAD);
        for (Token token : tokens) {
            out.append('\n').append(TABLE).append('\n');
            line(out, "id", token.id());
            line(out, "role", token.role().word());
            line(out, "sha256", token.sha256());
            line(out, "note", token.note());
            line(out, "created_at", token.createdAt().toString());
            line(out, "created_by", token.createdBy());
            if (token.revokedAt() != null) {
                line(out, "revoked_at", token.revokedAt().toString());
            }
            if (token.atOnce()) {
                line(out, ENDED, AT_ONCE);
            }
        }
        return out.toString().getBytes(UTF_8);
    }

    private static void line(StringBuilder out, String name, String text) {
        byte[] json = new JsonWriter().string(text).toByteArray();
        out.append(name).append(" = ").append(new String(json, UTF_8)).append('\n');
    }

    /** @throws StemeException malformed, naming the line */
    static List<Token> read(byte[] bytes) {
        List<Token> tokens = new ArrayList<>();
        Map<String, String> open = null;
        int begun = 0;
        int number = 0;
        for (String raw : new String(bytes, UTF_8).split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.equals(TABLE)) {
                add(tokens, open, begun);
                open = new HashMap<>();
                begun = number;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                take(open, line, number);
            }
        }
        add(tokens, open, begun);
        return tokens;
    }

    private static void take(Map<String, String> open, String line, int number) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals).strip();
        if (open == null || !NAMES.contains(name)) {
            throw unreadable(number, "is no line of a token");
        }
        String json = "{\"text\":" + line.substring(equals + 1).strip() + "}";
        try {
            String text =
                    JsonReader.object(json.getBytes(UTF_8), JsonLimits.DEFAULT).text("text");
            if (text == null || open.put(name, text) != null) {
                throw unreadable(number, "stands here a second time, or is no text");
            }
        } catch (StemeException noText) {
            throw unreadable(number, "is no text in quotes");
        }
    }

    private static void add(List<Token> tokens, Map<String, String> open, int line) {
        if (open == null) {
            return;
        }
        try {
            String end = open.get("revoked_at");
            tokens.add(new Token(
                    open.getOrDefault("id", ""),
                    Role.of(open.get("role")).orElseThrow(() -> unreadable(line, "names no role")),
                    open.getOrDefault("sha256", ""),
                    open.getOrDefault("note", ""),
                    Instant.parse(open.getOrDefault("created_at", "")),
                    open.getOrDefault("created_by", ""),
                    end == null ? null : Instant.parse(end),
                    AT_ONCE.equals(open.get(ENDED))));
        } catch (DateTimeException noTime) {
            throw unreadable(line, "names no time such as 2026-11-25T14:02:24Z");
        }
    }

    private static StemeException unreadable(int line, String what) {
        return StemeException.malformed("", "line " + line + " " + what);
    }
}
