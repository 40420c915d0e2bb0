package io.stemedb.json;

/**
 * How much JSON a reader takes.
 *
 * @param depth objects and arrays that may stand inside one another, the outermost counted
 */
public record JsonLimits(int depth) {
    public static final JsonLimits DEFAULT = new JsonLimits(32);

    /** Characters a number may have as it was sent. */
    static final int NUMBER_CHARS = 1000;
}
