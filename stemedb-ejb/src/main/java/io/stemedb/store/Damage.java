package io.stemedb.store;

import java.nio.file.Path;

/**
 * A run that cannot be read whole. Until it is healed whatever needs the damaged part is refused.
 *
 * @param file what is damaged
 * @param offset where in it, as far as that is known; else 0
 * @param state how far its healing is
 * @param detail what is wrong, in one line
 */
public record Damage(Path file, long offset, State state, String detail) {
    /** How far the healing of a run is. */
    public enum State {
        /** It will be rebuilt. */
        WAITING,
        /** It is being rebuilt. */
        HEALING,
        /** It could not be rebuilt, which is tried again with each flush; the log says why. */
        NOT_HEALED
    }

    Damage in(State next) {
        return new Damage(file, offset, next, detail);
    }
}
