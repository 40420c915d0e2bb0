package io.stemedb.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * When and how fast everything on disk is read again.
 *
 * @param schedule time between two scrubs; empty: only when somebody asks
 * @param rate bytes a second; 0 for no limit
 */
public record ScrubSettings(Optional<Duration> schedule, long rate) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final long LEAST_RATE = 64 * 1024;
    private static final long MOST_RATE = 1L << 40;

    public static ScrubSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, ScrubSettings::read);
    }

    static ScrubSettings read(Reading in) {
        return new ScrubSettings(schedule(in), rate(in));
    }

    private static long rate(Reading in) {
        return in.text(Key.SCRUB_RATE).equals("0") ? 0 : in.size(Key.SCRUB_RATE, LEAST_RATE, MOST_RATE);
    }

    private static Optional<Duration> schedule(Reading in) {
        return in.text(Key.SCRUB_SCHEDULE).equalsIgnoreCase("off")
                ? Optional.empty()
                : Optional.of(in.time(
                        Key.SCRUB_SCHEDULE,
                        SHORTEST,
                        LONGEST,
                        "neither off nor a time from 1m to 3650d, such as 168h or 7d"));
    }
}
