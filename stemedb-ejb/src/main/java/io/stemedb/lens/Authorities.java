package io.stemedb.lens;

/** The weight of each source at the time that a question is about. */
@FunctionalInterface
public interface Authorities {
    /** Authority 0.5, which a source has that nobody registered. */
    int DEFAULT = 500_000;

    /** Nobody is registered. */
    Authorities NONE = source -> DEFAULT;

    /** The authority of a source in millionths, 0..1,000,000. */
    int of(String source);
}
