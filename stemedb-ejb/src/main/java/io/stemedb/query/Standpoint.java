package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Authorities;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Lens;
import io.stemedb.lens.Resolution;
import io.stemedb.lens.View;
import io.stemedb.source.SourceRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A slot seen plainly at a time: its candidates and what each lens makes of them, worked out once and kept. It serves every
 * time up to the next moment at which some claim of the slot begins or ceases to be valid.
 */
final class Standpoint {
    private final long from;
    private final long until;
    private final Candidates candidates;
    private final AtomicReferenceArray<Resolution> byLens = new AtomicReferenceArray<>(Lens.values().length);
    private volatile Trusted trusted;

    /** What the authority lens says while these are the weights. */
    private record Trusted(SourceRegistry registry, Resolution resolution) {}

    private Standpoint(long from, long until, Candidates candidates) {
        this.from = from;
        this.until = until;
        this.candidates = candidates;
    }

    static Standpoint of(List<Recorded> slot, long validAt) {
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        for (Recorded recorded : slot) {
            Assertion claim = recorded.assertion();
            if (claim.kind() == Kind.ASSERTION) {
                from = Math.max(from, Math.max(past(claim.validFrom(), validAt), past(claim.validTo(), validAt)));
                until = Math.min(until, Math.min(ahead(claim.validFrom(), validAt), ahead(claim.validTo(), validAt)));
            }
        }
        return new Standpoint(from, until, Candidates.of(slot, View.at(validAt)));
    }

    private static long past(long bound, long validAt) {
        return bound <= validAt ? bound : Long.MIN_VALUE;
    }

    private static long ahead(long bound, long validAt) {
        return bound > validAt ? bound : Long.MAX_VALUE;
    }

    /** Whether the same claims are valid at that time. */
    boolean serves(long validAt) {
        return from <= validAt && validAt < until;
    }

    Candidates candidates() {
        return candidates;
    }

    /**
     * Looks through a lens.
     *
     * @param asOf the time that weights are taken at: no earlier than anything recorded in the slot
     */
    Resolution resolution(Lens lens, SourceRegistry registry, long asOf) {
        if (lens == Lens.AUTHORITY) {
            return byAuthority(registry, asOf);
        }
        Resolution known = byLens.get(lens.ordinal());
        if (known == null) {
            known = Resolution.of(lens, candidates, Authorities.NONE);
            byLens.set(lens.ordinal(), known);
        }
        return known;
    }

    private Resolution byAuthority(SourceRegistry registry, long asOf) {
        Trusted known = trusted;
        if (known != null && known.registry() == registry) {
            return known.resolution();
        }
        Resolution resolution = Resolution.of(Lens.AUTHORITY, candidates, source -> registry.authority(source, asOf));
        // A registry may know of weights later than asOf; they will count for a later question, so this answer may not
        // stay.
        if (registry.latestRecordedAt() <= asOf) {
            trusted = new Trusted(registry, resolution);
        }
        return resolution;
    }
}
