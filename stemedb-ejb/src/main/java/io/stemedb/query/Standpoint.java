package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Authorities;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Lens;
import io.stemedb.lens.Links;
import io.stemedb.lens.Poll;
import io.stemedb.lens.Resolution;
import io.stemedb.lens.View;
import io.stemedb.source.SourceRegistry;
import java.util.List;

/**
 * A slot seen plainly at a time: its candidates and what each lens makes of them, worked out once and kept. It serves
 * every time up to the next moment at which some claim of the slot begins or ceases to be valid.
 */
final class Standpoint {
    /** Below this, working everything out again costs about what keeping it up to date would. */
    private static final int WORTH_KEEPING = 32;

    private final long from;
    private final long until;
    private final Links links;
    private final Candidates candidates;

    private volatile Resolution newest;
    private volatile Resolution all;
    private volatile Counted counted;
    private volatile Trusted trusted;

    /** What the consensus lens says. Readers use the resolution only; the poll goes over to the next standpoint. */
    private record Counted(Poll poll, Resolution resolution) {}

    /** What the authority lens says while these are the weights. */
    private record Trusted(SourceRegistry registry, Resolution resolution) {}

    private Standpoint(long from, long until, Links links, Candidates candidates) {
        this.from = from;
        this.until = until;
        this.links = links;
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
        Links links = Links.of(slot, View.NO_BOUND);
        return new Standpoint(from, until, links, Candidates.of(slot, View.at(validAt), links));
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
     * The standpoint after one record more, with everything that was worked out brought up to date in constant time.
     * Only one thread at a time may call this, and only once.
     *
     * @return null if the record does more than join the candidates, or if keeping is not worth it
     */
    Standpoint with(Recorded more) {
        if (candidates.size() < WORTH_KEEPING || !joins(more)) {
            return null;
        }
        Candidates longer = candidates.with(more);
        Standpoint next = new Standpoint(from, until, links, longer);
        if (newest != null) {
            next.newest = newest.joinedBy(more, longer, Authorities.NONE);
        }
        Counted count = counted;
        if (count != null) {
            count.poll().add(more);
            next.counted = next.count(count.poll());
        }
        Trusted trust = trusted;
        if (trust != null) {
            next.trusted = new Trusted(
                    trust.registry(), trust.resolution().joinedBy(more, longer, weightsNow(trust.registry())));
        }
        return next;
    }

    private boolean joins(Recorded more) {
        Assertion claim = more.assertion();
        return !Links.pointing(more)
                && claim.validFrom() == Assertion.UNBOUNDED
                && claim.validTo() == Assertion.UNBOUNDED
                && links.retraction(more) == null
                && links.successor(more) == null;
    }

    /**
     * Looks through a lens.
     *
     * @param asOf the time that weights are taken at: no earlier than anything recorded in the slot
     */
    Resolution resolution(Lens lens, SourceRegistry registry, long asOf) {
        return switch (lens) {
            case RECENCY -> newest();
            case CONSENSUS -> bySupport();
            case AUTHORITY -> byAuthority(registry, asOf);
            case ALL -> all();
        };
    }

    private Resolution newest() {
        Resolution known = newest;
        if (known == null) {
            known = Resolution.of(Lens.RECENCY, candidates, Authorities.NONE);
            // Without candidates there is no winner that another could be measured against.
            newest = candidates.isEmpty() ? null : known;
        }
        return known;
    }

    private Resolution all() {
        Resolution known = all;
        if (known == null) {
            known = Resolution.of(Lens.ALL, candidates, Authorities.NONE);
            all = known;
        }
        return known;
    }

    private Resolution bySupport() {
        Counted known = counted;
        if (known != null) {
            return known.resolution();
        }
        if (candidates.size() < WORTH_KEEPING) {
            known = new Counted(null, Resolution.of(Lens.CONSENSUS, candidates, Authorities.NONE));
        } else {
            known = count(Poll.of(candidates));
        }
        counted = known;
        return known.resolution();
    }

    private Counted count(Poll poll) {
        return new Counted(poll, Resolution.of(Lens.CONSENSUS, poll.winner(), candidates));
    }

    private Resolution byAuthority(SourceRegistry registry, long asOf) {
        Trusted known = trusted;
        if (known != null && known.registry() == registry) {
            return known.resolution();
        }
        Resolution resolution = Resolution.of(Lens.AUTHORITY, candidates, source -> registry.authority(source, asOf));
        // A registry may know of weights later than asOf. They will count for a later question, so this may not stay.
        if (registry.latestRecordedAt() <= asOf && !candidates.isEmpty()) {
            trusted = new Trusted(registry, resolution);
        }
        return resolution;
    }

    private static Authorities weightsNow(SourceRegistry registry) {
        return source -> registry.authority(source, SourceRegistry.NOW);
    }
}
