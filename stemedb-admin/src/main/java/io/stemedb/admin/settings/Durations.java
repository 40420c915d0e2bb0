package io.stemedb.admin.settings;

import io.stemedb.admin.outcome.Trouble;
import java.time.Duration;

/** Lengths of time as operators write them: {@code 30}, {@code 30s}, {@code 500ms}, {@code 5m}, {@code 2h}. */
public final class Durations {
    private static final int MOST_DIGITS = 7;

    private Durations() {}

    /** The length; seconds if it has no unit. */
    public static Duration of(String flag, String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits > 0 && digits <= MOST_DIGITS) {
            long count = Long.parseLong(text.substring(0, digits));
            Duration length = length(count, text.substring(digits));
            if (length != null && !length.isZero()) {
                return length;
            }
        }
        throw Trouble.usage(flag + " takes a length of time, and not '" + text + "'", "write 30, 30s, 500ms, 5m or 2h");
    }

    /** The length for people. */
    public static String text(Duration length) {
        return length.toMillis() % 1000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "", "s" -> Duration.ofSeconds(count);
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> null;
        };
    }
}
