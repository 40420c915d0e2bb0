package io.stemedb.lens;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random histories of a slot, drawn from few values, sources and times, so that ties and links are common. */
public final class Histories {
    private static final List<String> VALUES =
            List.of("\"Paris\"", "\"Zürich\"", "\"\uE000\"", "\"\uD83D\uDE00\"", "1", "[1,2]", "{\"a\":true}");
    private static final List<String> SOURCES = List.of("a", "b", "zürich", "\uD83D\uDE00", "\uFFFD");
    private static final List<Integer> CONFIDENCES = List.of(0, 1, 500_000, 999_999, 1_000_000);

    private final Random random;

    public Histories(long seed) {
        random = new Random(seed);
    }

    /** Everything recorded in one slot, by {@code recorded_at}. */
    public List<Recorded> slot(int size) {
        List<Recorded> slot = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            slot.add(record(id, size).recorded(random.nextInt(size + 1)).done());
        }
        slot.sort((a, b) -> Long.compare(a.recordedAt(), b.recordedAt()));
        return slot;
    }

    /** One claim or retraction that may point at any of the slot, at itself, or at nothing there is. */
    public Claims record(int id, int size) {
        if (random.nextInt(5) == 0) {
            return Claims.retraction(id, random.nextInt(size + 2)).by(pick(SOURCES));
        }
        Claims claim = Claims.claim(id)
                .says(pick(VALUES))
                .by(pick(SOURCES))
                .confidence(pick(CONFIDENCES))
                .asserted(random.nextInt(4))
                .valid(bound(), bound());
        return random.nextInt(5) == 0 ? claim.supersedes(random.nextInt(size + 2)) : claim;
    }

    public View view(int size) {
        long asOf = random.nextBoolean() ? View.NO_BOUND : random.nextInt(size + 2);
        String source = random.nextInt(4) == 0 ? pick(SOURCES) : null;
        return new View(random.nextInt(6), asOf, random.nextInt(4) == 0, source);
    }

    /** Weights out of three, so that equal authority is common. */
    public Authorities authorities() {
        int salt = random.nextInt(1000);
        return source -> List.of(100_000, 500_000, 900_000).get(Math.floorMod(source.hashCode() + salt, 3));
    }

    private long bound() {
        return random.nextInt(3) == 0 ? random.nextInt(6) : Assertion.UNBOUNDED;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
