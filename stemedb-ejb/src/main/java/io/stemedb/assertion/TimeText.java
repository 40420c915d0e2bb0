package io.stemedb.assertion;

import io.stemedb.refusal.StemeException;

/** The text of an RFC 3339 time while it is read; every fault names the field it came from. */
record TimeText(String field, String text) {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    long micros() {
        int length = text.length();
        if (length < 20 || at(4) != '-' || at(7) != '-' || lower(10) != 't' || at(13) != ':' || at(16) != ':') {
            throw malformed("must be an RFC 3339 time with its offset, such as 2026-07-14T23:44:10Z");
        }
        int year = two(0) * 100 + two(2);
        int day = Times.epochDay(year, month(), day(year));
        long seconds = (long) day * Times.DAY_SECONDS + clock(11) + upTo(17, 59, "second");
        int zone = fractionEnd();
        long micros = (seconds - offset(zone)) * Times.SECOND + fraction(zone);
        if (year == 0 || !Times.inRange(micros)) {
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
            throw malformed("there is no " + unit + " " + value + (value == 60 ? "; leap seconds are not kept" : ""));
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
        if (end - 20 > Times.FRACTION_DIGITS) {
            throw StemeException.overLimit(field, "must have at most 6 decimals", Times.FRACTION_DIGITS);
        }
        return end;
    }

    private int fraction(int end) {
        int value = 0;
        for (int i = 0; i < Times.FRACTION_DIGITS; i++) {
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
        if (length != from + 6 || at(from + 3) != ':' || (at(from) != '+' && at(from) != '-')) {
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
