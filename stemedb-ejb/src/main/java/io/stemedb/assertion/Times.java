package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stemedb.json.JsonWriter;

/**
 * Times as claims carry them: RFC 3339 on the wire, whole microseconds since 1970-01-01T00:00:00Z inside, years 0001 to
 * 9999. Written by hand, since several are read and written with every claim.
 */
public final class Times {
    /** 0001-01-01T00:00:00Z. */
    public static final long MIN = -62_135_596_800_000_000L;

    /** 9999-12-31T23:59:59.999999Z. */
    public static final long MAX = 253_402_300_799_999_999L;

    static final long SECOND = 1_000_000L;
    static final int DAY_SECONDS = 86_400;
    private static final int DAYS_OF_400_YEARS = 146_097;
    private static final int DAYS_TO_1970 = 719_468; // from 0000-03-01
    private static final int LONGEST = "0001-01-01T00:00:00.000000Z".length();
    static final int FRACTION_DIGITS = 6;

    private Times() {}

    /**
     * Reads an RFC 3339 time with its offset.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     * @return microseconds since 1970
     * @throws io.stemedb.refusal.StemeException malformed, with the field
     */
    public static long parse(String field, String text) {
        return new TimeText(field, text).micros();
    }

    /** Writes a time in UTC, with seconds always and a fraction only if there is one. */
    public static String format(long micros) {
        byte[] text = new byte[LONGEST];
        return new String(text, 0, format(micros, text), US_ASCII);
    }

    /** Writes a time as a JSON string. */
    public static void write(JsonWriter out, long micros) {
        byte[] text = new byte[LONGEST];
        out.plainString(text, 0, format(micros, text));
    }

    /** Whether every form of this time has a year from 0001 to 9999. */
    static boolean inRange(long micros) {
        return micros >= MIN && micros <= MAX;
    }

    /** Days since 1970 of a date of the Gregorian calendar; a year counted from March makes the leap day its last. */
    static int epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int era = Math.floorDiv(marchYear, 400);
        int yearOfEra = marchYear - era * 400;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * marchMonth + 2) / 5 + day - 1;
        return era * DAYS_OF_400_YEARS + dayOfEra - DAYS_TO_1970;
    }

    private static int format(long micros, byte[] to) {
        if (!inRange(micros)) {
            throw new IllegalStateException("no time of the years 0001 to 9999: " + micros + " µs");
        }
        long seconds = Math.floorDiv(micros, SECOND);
        date(Math.toIntExact(Math.floorDiv(seconds, (long) DAY_SECONDS)), to);
        int second = Math.floorMod(seconds, DAY_SECONDS);
        to[10] = 'T';
        two(second / 3600, to, 11);
        to[13] = ':';
        two(second / 60 % 60, to, 14);
        to[16] = ':';
        two(second % 60, to, 17);
        int end = fraction((int) Math.floorMod(micros, SECOND), to, 19);
        to[end] = 'Z';
        return end + 1;
    }

    private static void date(int epochDay, byte[] to) {
        int shifted = epochDay + DAYS_TO_1970;
        int era = Math.floorDiv(shifted, DAYS_OF_400_YEARS);
        int dayOfEra = shifted - era * DAYS_OF_400_YEARS;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        two(year / 100, to, 0);
        two(year % 100, to, 2);
        to[4] = '-';
        two(month, to, 5);
        to[7] = '-';
        two(dayOfYear - (153 * marchMonth + 2) / 5 + 1, to, 8);
    }

    private static int fraction(int micros, byte[] to, int from) {
        if (micros == 0) {
            return from;
        }
        to[from] = '.';
        int rest = micros;
        int end = from;
        for (int at = from + FRACTION_DIGITS; at > from; at--) {
            int digit = rest % 10;
            rest /= 10;
            to[at] = (byte) ('0' + digit);
            if (digit != 0 && end == from) {
                end = at;
            }
        }
        return end + 1;
    }

    private static void two(int value, byte[] to, int at) {
        to[at] = (byte) ('0' + value / 10);
        to[at + 1] = (byte) ('0' + value % 10);
    }
}
