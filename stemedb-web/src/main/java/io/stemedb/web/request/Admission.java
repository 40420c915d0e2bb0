package io.stemedb.web.request;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether a caller who was let in still may go on: what he reads or sends may take longer than his token counts. For
 * one thread.
 */
public final class Admission {
    /** A stream that has nothing to tell has a heartbeat as often as that, too. */
    static final Duration EACH = Duration.ofSeconds(5);

    private static final String NAME = Admission.class.getName();

    private final BooleanSupplier counts;
    private final LongSupplier nanos;
    private long askedAt;

    Admission(BooleanSupplier counts, LongSupplier nanos) {
        this.counts = counts;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong();
    }

    /** Tells for the rest of a request whether its caller would be let in now. */
    public static void rests(ServletRequest request, BooleanSupplier counts) {
        request.setAttribute(NAME, counts);
    }

    /** That of a request's caller. */
    public static Admission of(ServletRequest request) {
        boolean isTold = request.getAttribute(NAME) instanceof BooleanSupplier;
        return new Admission(isTold ? (BooleanSupplier) request.getAttribute(NAME) : () -> true, System::nanoTime);
    }

    /**
     * To be called as often as one likes.
     *
     * @throws StemeException unauthenticated, if his token has ended meanwhile
     */
    public void check() {
        long now = nanos.getAsLong();
        if (now - askedAt < EACH.toNanos()) {
            return;
        }
        askedAt = now;
        if (!counts.getAsBoolean()) {
            throw StemeException.of(Refusal.UNAUTHENTICATED, "the token was revoked meanwhile");
        }
    }
}
