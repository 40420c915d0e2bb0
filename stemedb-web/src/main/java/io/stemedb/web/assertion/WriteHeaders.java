package io.stemedb.web.assertion;

import io.stemedb.engine.Writes.Caller;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a write may say beside its body. */
final class WriteHeaders {
    private static final String KEY = "Idempotency-Key";
    private static final int KEY_BYTES = 128;
    private static final Set<String> ACKS = Set.of("leader", "quorum", "all");

    private WriteHeaders() {}

    /** Who writes, and under which key. */
    static Caller caller(HttpServletRequest request) {
        String key = request.getHeader(KEY);
        if (key == null) {
            return new Caller("", null);
        }
        List<String> all = Collections.list(request.getHeaders(KEY));
        if (all.size() > 1) {
            throw StemeException.malformed("/" + KEY, "this header is given twice");
        }
        return new Caller("", label("/" + KEY, key, KEY_BYTES));
    }

    /** A short text that a client makes up to know something again by. */
    static String label(String field, String text, int most) {
        if (text.isBlank()) {
            throw StemeException.malformed(field, "must not be empty");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw StemeException.overLimit(field, "must have at most " + most + " bytes", most);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw StemeException.malformed(field, "must hold no control character");
        }
        return text;
    }

    /** Checks how many nodes must have a write; on one node every answer is the same. */
    static void checkAck(Parameters parameters) {
        String ack = parameters.text("ack");
        if (ack != null && !ACKS.contains(ack)) {
            throw StemeException.malformed("/ack", "must be leader, quorum or all");
        }
    }
}
