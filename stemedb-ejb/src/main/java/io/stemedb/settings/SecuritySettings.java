package io.stemedb.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who may reach the node. */
public record SecuritySettings(Mode mode) {
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
        return new SecuritySettings(word.equals("open") ? Mode.OPEN : Mode.SECURE);
    }
}
