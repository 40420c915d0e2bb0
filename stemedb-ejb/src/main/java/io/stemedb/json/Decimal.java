package io.stemedb.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.util.Arrays;

/**
 * A number as its text says it: sign, significant digits without a zero at either end, and where the point stands. Its
 * value is 0.d₁d₂… × 10^point; zero has no digits and no sign.
 */
final class Decimal {
    // A decimal of up to 15 digits always comes back from a double, away from the ends of a double's range.
    private static final int DIGITS_A_DOUBLE_KEEPS = 15;
    private static final int POINT_A_DOUBLE_KEEPS = 290;
    // Beyond this every exponent means the same: too large or too small for a double.
    private static final int EXPONENT_CAP = 100_000;

    private static final int MOST_PLAIN_INTEGER_DIGITS = 21;
    private static final int MOST_PLAIN_ZEROS = 5;

    private final boolean negative;
    private final byte[] digits;
    private final int count;
    private final int point;

    private Decimal(boolean negative, byte[] digits, int count, int point) {
        this.count = lengthWithoutZeros(digits, count);
        this.negative = negative && this.count > 0;
        this.digits = digits;
        this.point = this.count == 0 ? 0 : point;
    }

    /** Reads a number that a parser found to be JSON. */
    static Decimal parse(char[] text, int offset, int length) {
        byte[] digits = new byte[length];
        int count = 0;
        int point = 0;
        boolean fraction = false;
        int end = offset + length;
        int at = offset;
        for (; at < end; at++) {
            char c = text[at];
            if (c == 'e' || c == 'E') {
                break;
            }
            if (c == '.') {
                fraction = true;
            } else if (c != '-') {
                boolean leadingZero = c == '0' && count == 0;
                if (!leadingZero) {
                    digits[count++] = (byte) c;
                }
                point += fraction ? (leadingZero ? -1 : 0) : (leadingZero ? 0 : 1);
            }
        }
        int exponent = at < end ? exponent(text, at + 1, end) : 0;
        return new Decimal(text[offset] == '-', digits, count, point + exponent);
    }

    /** The shortest decimal that reads back as a finite double, as ECMAScript chooses it. */
    static Decimal of(double value) {
        char[] text = DoubleToDecimal.toString(value).toCharArray();
        Decimal shortest = parse(text, 0, text.length);
        return shortest.count == 2 ? shortest.withOneDigitIfThatIs(value) : shortest;
    }

    /** Whether a double has exactly this decimal for its shortest, so that nobody who reads it as one changes it. */
    boolean survivesDouble() {
        if (count <= DIGITS_A_DOUBLE_KEEPS && Math.abs(point) <= POINT_A_DOUBLE_KEEPS) {
            return true;
        }
        double value = doubleValue();
        return value != 0 && !Double.isInfinite(value) && sameAs(of(value));
    }

    /** The number as ECMAScript prints it: plain if that is short, with an exponent if it is not. */
    byte[] canonical() {
        StringBuilder out = new StringBuilder(count + 24);
        String text = new String(digits, 0, count, US_ASCII);
        if (negative) {
            out.append('-');
        }
        if (count == 0) {
            out.append('0');
        } else if (point > MOST_PLAIN_INTEGER_DIGITS || point < -MOST_PLAIN_ZEROS) {
            scientific(out, text);
        } else if (point >= count) {
            out.append(text).append("0".repeat(point - count));
        } else if (point > 0) {
            out.append(text, 0, point).append('.').append(text, point, count);
        } else {
            out.append("0.").append("0".repeat(-point)).append(text);
        }
        return out.toString().getBytes(US_ASCII);
    }

    private void scientific(StringBuilder out, String text) {
        out.append(text.charAt(0));
        if (count > 1) {
            out.append('.').append(text, 1, count);
        }
        int exponent = point - 1;
        out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
    }

    private double doubleValue() {
        String text = new String(digits, 0, count, US_ASCII) + "E" + (point - count);
        return Double.parseDouble(negative ? "-" + text : text);
    }

    // Java's shortest decimals have at least two digits, so that the smallest double reads 4.9E-324; ECMAScript's is
    // 5e-324.
    private Decimal withOneDigitIfThatIs(double value) {
        int tens = digits[0] - '0' + (digits[1] >= '5' ? 1 : 0);
        Decimal shorter = tens == 10
                ? new Decimal(negative, new byte[] {'1'}, 1, point + 1)
                : new Decimal(negative, new byte[] {(byte) ('0' + tens)}, 1, point);
        return shorter.doubleValue() == value ? shorter : this;
    }

    private boolean sameAs(Decimal other) {
        return negative == other.negative
                && point == other.point
                && Arrays.equals(digits, 0, count, other.digits, 0, other.count);
    }

    private static int exponent(char[] text, int from, int end) {
        int value = 0;
        for (int at = from; at < end; at++) {
            if (text[at] >= '0') { // a sign is below the digits
                value = Math.min(EXPONENT_CAP, 10 * value + text[at] - '0');
            }
        }
        return text[from] == '-' ? -value : value;
    }

    private static int lengthWithoutZeros(byte[] digits, int count) {
        int length = count;
        while (length > 0 && digits[length - 1] == '0') {
            length--;
        }
        return length;
    }
}
