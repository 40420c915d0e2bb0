package io.stemedb.recorder;

/**
 * What merges that are behind ask of writers. Each run that waits makes every read and every duplicate check dearer and
 * takes memory, so their number must have an end.
 */
sealed interface Pressure {
    /** The longest that a group is held back. */
    long MOST_MICROS = 1_000_000;

    /** Groups wait for 2 ms beyond the bound by one run, 8 ms by two, 50 ms by five. */
    long FIRST_MICROS = 2_000;

    /** Nothing. */
    record None() implements Pressure {}

    /** That each group waits for a moment. */
    record Delay(long micros) implements Pressure {}

    /** That nothing is written until merges have caught up. */
    record Refuse() implements Pressure {}

    /**
     * The same numbers in, the same answer out.
     *
     * @param runs that wait to be merged
     * @param bound from how many on writers are held back
     */
    static Pressure of(int runs, int bound) {
        if (runs < bound) {
            return new None();
        }
        if (runs >= 2L * bound) {
            return new Refuse();
        }
        long beyond = runs - bound + 1L;
        return new Delay(Math.min(MOST_MICROS, FIRST_MICROS * beyond * beyond));
    }
}
