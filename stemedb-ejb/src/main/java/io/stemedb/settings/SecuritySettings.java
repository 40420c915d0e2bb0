package io.stemedb.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may reach the node.
 *
 * @param tokensFile where tokens are read from; empty for the one in the data directory
 * @param metricsOpen whether metrics are for everyone
 */
public record SecuritySettings(Mode mode, Optional<Path> tokensFile, boolean metricsOpen) {
    /** Secure until someone says otherwise. */
    public enum Mode {
        SECURE,
        OPEN
    }

    public static SecuritySettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, SecuritySettings::read);
    }

    static SecuritySettings read(Reading in) {
        String word = in.oneOf(Key.SECURITY_MODE, List.of("secure", "open"));
        return new SecuritySettings(
                word.equals("open") ? Mode.OPEN : Mode.SECURE,
                in.path(Key.SECURITY_TOKENS_FILE),
                in.flag(Key.METRICS_OPEN));
    }
}
