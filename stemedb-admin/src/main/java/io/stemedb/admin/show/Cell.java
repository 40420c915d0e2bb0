package io.stemedb.admin.show;

import java.math.BigDecimal;

/** A word or two with their tone. */
public record Cell(String text, Tone tone) {
    static final String NOTHING = "-";

    /** A value; a dash if it is null or empty, so that no place is blank. */
    public static Cell of(Object value) {
        return new Cell(textOf(value), Tone.PLAIN);
    }

    /** A state in its colour. */
    public static Cell state(String state) {
        return new Cell(textOf(state), Tone.of(state));
    }

    private static String textOf(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = value == null ? "" : value.toString();
        return text.isEmpty() ? NOTHING : text;
    }
}
