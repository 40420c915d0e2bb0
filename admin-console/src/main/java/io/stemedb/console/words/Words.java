package io.stemedb.console.words;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, the same on every machine. Pure. */
public final class Words {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final long STEP = 1024;
    private static final long SHORT = 10_000;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 member}, {@code 3 members}. */
    public static String number(long number, String one) {
        return number(number, one, one + "s");
    }

    /** {@code 1 copy}, {@code 3 copies}. */
    public static String number(long number, String one, String several) {
        return count(number) + " " + (number == 1 ? one : several);
    }

    /** At most five characters and a letter, for a small cell: {@code 9,999}, {@code 12 k}, {@code 1.2 M}. */
    public static String brief(long number) {
        if (number < SHORT) {
            return count(number);
        }
        String[] names = {"k", "M", "G", "T", "P", "E"};
        double rest = number / 1000.0;
        int at = 0;
        // A number that would be written as 1000 is 1.0 of the next unit.
        while (rest >= 999.5 && at < names.length - 1) {
            rest /= 1000;
            at++;
        }
        return String.format(Locale.ROOT, rest < 9.95 ? "%.1f %s" : "%.0f %s", rest, names[at]);
    }

    /** {@code 512 B}, {@code 1.5 MiB}. */
    public static String bytes(long number) {
        double rest = number;
        int at = 0;
        while (rest >= STEP - 0.05 && at < UNITS.length - 1) {
            rest /= STEP;
            at++;
        }
        return at == 0
                ? String.format(Locale.ROOT, "%d B", number)
                : String.format(Locale.ROOT, "%.1f %s", rest, UNITS[at]);
    }

    /** {@code 2026-11-28 11:44:33 UTC}. */
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** The two largest units of a time: {@code 3 d 4 h}, {@code 12 s}. */
    public static String duration(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        return count(seconds / 86_400) + " d " + seconds % 86_400 / 3_600 + " h";
    }

    /** Whole per cent, never rounded up to 100 or down to 0 if it is neither. */
    public static String percent(long part, long whole) {
        if (whole <= 0) {
            return "0 %";
        }
        long rounded = Math.round(100.0 * part / whole);
        if (part > 0 && rounded == 0) {
            return "under 1 %";
        }
        return Math.min(rounded, part < whole ? 99 : 100) + " %";
    }
}
