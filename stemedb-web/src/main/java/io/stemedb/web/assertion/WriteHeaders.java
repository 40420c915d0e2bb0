package io.stemedb.web.assertion;

import io.stemedb.assertion.Names;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.request.Headers;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What a write may say beside its body. */
final class WriteHeaders {
    /** How many milliseconds each group of writes waits for merges. */
    static final String HELD_BACK = "Stemedb-Held-Back";

    private static final String KEY = "Idempotency-Key";

    private WriteHeaders() {}

    /** Who writes, under which key, and how many nodes must have it. */
    static Caller caller(HttpServletRequest request, Ack ack) {
        return new Caller("", key(Headers.once(request, KEY)), ack);
    }

    /**
     * Checks a key; null stays null. What a server makes of other characters than ASCII in a header depends on the
     * server.
     */
    static String key(String text) {
        if (text == null) {
            return null;
        }
        if (text.chars().anyMatch(c -> c > '~')) {
            throw StemeException.malformed("/" + KEY, "a key holds ASCII only; this one holds another character");
        }
        return Names.label("/" + KEY, text, Names.LABEL_BYTES);
    }

    /** What {@link #HELD_BACK} says: nothing while merges keep up. */
    static Optional<String> heldBack(Intake intake) {
        long millis = intake.heldBackMillis();
        return millis == 0 ? Optional.empty() : Optional.of(Long.toString(millis));
    }

    /** Refuses a key if a call knows repeats by something else. */
    static void refuseKey(HttpServletRequest request, String hint) {
        if (request.getHeader(KEY) != null) {
            throw StemeException.malformed("/" + KEY, "this call takes no such header")
                    .hinting(hint);
        }
    }

    /** The name of a batch, which a client makes up to know it again by; null stays null. */
    static String batchId(String text) {
        return text == null ? null : Names.label("/batch_id", text, Names.LABEL_BYTES);
    }

    /** How many nodes must have a write; on one node every answer is the same. */
    static Ack ack(Parameters parameters) {
        return Ack.of(parameters.text("ack"));
    }
}
