package io.stemedb.admin.show;

import java.math.BigDecimal;
import java.util.Locale;

/** Amounts for people. */
public final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int STEP = 1024;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private Amounts() {}

    /** Bytes such as {@code 1.4 GiB}; null for null. */
    public static String bytes(BigDecimal number) {
        if (number == null) {
            return null;
        }
        double left = number.doubleValue();
        int unit = 0;
        while (left >= STEP && unit < UNITS.length - 1) {
            left /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
    }

    /** A time such as {@code 3 d 4 h}; null for null. */
    public static String seconds(BigDecimal number) {
        if (number == null) {
            return null;
        }
        long all = number.longValue();
        if (all < MINUTE) {
            return all + " s";
        }
        if (all < HOUR) {
            return all / MINUTE + " min";
        }
        return all < DAY
                ? all / HOUR + " h " + all % HOUR / MINUTE + " min"
                : all / DAY + " d " + all % DAY / HOUR + " h";
    }

    /** A part of one such as {@code 31 %}; null for null. */
    public static String percent(BigDecimal part) {
        return part == null ? null : part.movePointRight(2).intValue() + " %";
    }
}
