package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;

/**
 * Times as claims carry them: RFC 3339 on the wire, whole microseconds since 1970-01-01T00:00:00Z inside, years 0001 to
 * 9999. Written by hand, since several are read and written with every claim.
 */
public final class Times {
    /** 0001-01-01T00:00:00Z. */
    public static final long MIN = -62_135_596_800_000_000L;

    /** 9999-12-31T23:59:59.999999Z. */
    public static final long MAX = 253_402_300_799_999_999L;

    private static final long SECOND = 1_000_000L;
    private static final int DAY_SECONDS = 86_400;
    private static final int DAYS_OF_400_YEARS = 146_097;
    private static final int DAYS_TO_1970 = 719_468; // from 0000-03-01
    private static final int LONGEST = "0001-01-01T00:00:00.000000Z".length();
    private static final int FRACTION_DIGITS = 6;

    private Times() {}

    /**
     * Reads an RFC 3339 time with its offset.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     * @return microseconds since 1970
     */
    public static long parse(String field, String text) {
        return new TimeText(field, text).micros();
    }

    /** Writes a time in UTC, with seconds always and a fraction only where there is one. */
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

    /** One text being read; every fault names the field. */
    private record TimeText(String field, String text) {
        private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

        long micros() {
            int length = text.length();
            if (length < 20 || at(4) != '-' || at(7) != '-' || lower(10) != 't' || at(13) != ':' || at(16) != ':') {
                throw malformed("must be an RFC 3339 time with its offset, such as 2026-07-14T23:44:10Z");
            }
            int year = two(0) * 100 + two(2);
            int day = Times.epochDay(year, month(), day(year));
            long seconds = (long) day * DAY_SECONDS + clock(11) + upTo(17, 59, "second");
            int zone = fractionEnd();
            long micros = (seconds - offset(zone)) * SECOND + fraction(zone);
            if (year == 0 || !inRange(micros)) {
                throw malformed("must lie in the years 0001 to 9999, in UTC");
            }
            return micros;
        }

        private int month() {
            int month = two(5);
            if (month < 1 || month > 12) {
                throw malformed("there is no month " + month);
            }
            return month;
        }

        private int day(int year) {
            int month = two(5);
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            int last = month == 2 && leap ? 29 : DAYS[month - 1];
            int day = two(8);
            if (day < 1 || day > last) {
                throw malformed("there is no day " + day + " in that month");
            }
            return day;
        }

        /** Seconds of {@code hh:mm}. */
        private int clock(int from) {
            return upTo(from, 23, "hour") * 3600 + upTo(from + 3, 59, "minute") * 60;
        }

        private int upTo(int from, int most, String unit) {
            int value = two(from);
            if (value > most) {
                throw malformed(
                        "there is no " + unit + " " + value + (value == 60 ? "; leap seconds are not kept" : ""));
            }
            return value;
        }

        private int fractionEnd() {
            if (at(19) != '.') {
                return 19;
            }
            int end = 20;
            while (end < text.length() && at(end) >= '0' && at(end) <= '9') {
                end++;
            }
            if (end == 20) {
                throw malformed("a digit must follow the decimal point");
            }
            if (end - 20 > FRACTION_DIGITS) {
                throw StemeException.overLimit(field, "must have at most 6 decimals", FRACTION_DIGITS);
            }
            return end;
        }

        private int fraction(int end) {
            int value = 0;
            for (int i = 0; i < FRACTION_DIGITS; i++) {
                value = value * 10 + (20 + i < end ? at(20 + i) - '0' : 0);
            }
            return value;
        }

        /** Seconds that the text's clock is ahead of UTC. */
        private int offset(int from) {
            int length = text.length();
            if (length == from + 1 && lower(from) == 'z') {
                return 0;
            }
            if (length != from + 6 || at(from + 3) != ':' || at(from) != '+' && at(from) != '-') {
                throw malformed("must end with its offset from UTC: Z or such as +02:00");
            }
            return at(from) == '-' ? -clock(from + 1) : clock(from + 1);
        }

        private int two(int from) {
            int tens = at(from) - '0';
            int ones = at(from + 1) - '0';
            if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
                throw malformed("must be an RFC 3339 time with its offset, such as 2026-07-14T23:44:10Z");
            }
            return tens * 10 + ones;
        }

        private char at(int index) {
            return text.charAt(index);
        }

        private int lower(int index) {
            return at(index) | 0x20;
        }

        private StemeException malformed(String detail) {
            return StemeException.malformed(field, detail);
        }
    }
}
