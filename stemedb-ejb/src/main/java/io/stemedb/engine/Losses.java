package io.stemedb.engine;

import io.stemedb.store.StoppedStore.Lost;
import java.util.Optional;

/** Tells an operator at each start what is refused until somebody accepts that it is lost. */
final class Losses {
    private static final System.Logger LOGGER = System.getLogger(Losses.class.getName());

    private Losses() {}

    static void tell(Lost lost) {
        sentence(lost).ifPresent(text -> LOGGER.log(System.Logger.Level.WARNING, text));
    }

    /** Nothing if nothing is lost. */
    static Optional<String> sentence(Lost lost) {
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("claims were lost with a damaged file: refused are " + lost.words() + "; see " + lost.file()
                + "; once no backup has them, stop the node and accept that with " + Lost.WAY_OUT);
    }
}
