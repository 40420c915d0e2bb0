package io.stemedb.cluster.access;

import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a token that was rotated goes on. */
public final class Grace {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(30);

    private Grace() {}

    /** @throws StemeException malformed, if it is no time of up to 30 days */
    public static Duration read(String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        Matcher match = FORM.matcher(text);
        if (match.matches()) {
            long number = Long.parseLong(match.group(1));
            Duration grace = switch (match.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            if (grace.compareTo(LONGEST) <= 0) {
                return grace;
            }
        }
        throw StemeException.malformed("/grace", "must be a time of up to 30 days, such as 90s, 15m, 24h or 7d");
    }
}
