package io.stemedb.web.assertion;

import io.stemedb.assertion.Names;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.request.Headers;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** What a write may say beside its body. */
final class WriteHeaders {
    /** How many milliseconds each group of writes waits for merges. */
    static final String HELD_BACK = "Stemedb-Held-Back";

    private static final String KEY = "Idempotency-Key";
    private static final Set<String> ACKS = Set.of("leader", "quorum", "all");

    private WriteHeaders() {}

    /** Who writes, and under which key. */
    static Caller caller(HttpServletRequest request) {
        return new Caller("", key(Headers.once(request, KEY)));
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

    /** Checks how many nodes must have a write; on one node every answer is the same. */
    static void checkAck(Parameters parameters) {
        String ack = parameters.text("ack");
        if (ack != null && !ACKS.contains(ack)) {
            throw StemeException.malformed("/ack", "must be leader, quorum or all");
        }
    }
}
