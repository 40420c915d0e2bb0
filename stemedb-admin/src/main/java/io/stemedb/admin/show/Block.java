package io.stemedb.admin.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of what people read. */
public sealed interface Block {

    /** A table with a title. */
    record Table(String title, List<String> columns, List<List<Cell>> rows) implements Block {
        /** An empty one, to be filled. */
        public static Table of(String title, String... columns) {
            return new Table(title, Arrays.asList(columns), new ArrayList<>());
        }

        /** One row more. */
        public Table row(Cell... cells) {
            rows.add(List.of(cells));
            return this;
        }
    }

    /** Names and values, a line each. */
    record Pairs(Map<String, Cell> lines) implements Block {
        public static Pairs empty() {
            return new Pairs(new LinkedHashMap<>());
        }

        /** One line more. */
        public Pairs with(String name, Cell value) {
            lines.put(name, value);
            return this;
        }
    }

    /** A line. */
    record Line(Cell text) implements Block {
        public static Line of(String text) {
            return new Line(new Cell(text, Tone.PLAIN));
        }
    }

    /** A line that begins with a sign: good, bad, or nobody can tell. */
    record Verdict(Sign sign, String text) implements Block {}

    /** The signs of a verdict, and what stands for them if the terminal shows no such sign. */
    enum Sign {
        GOOD("✓", "OK", Tone.GOOD),
        CARE("!", "!", Tone.WARNING),
        BAD("✗", "NOT OK", Tone.BAD),
        UNKNOWN("?", "?", Tone.WARNING);

        final String sign;
        final String ascii;
        final Tone tone;

        Sign(String sign, String ascii, Tone tone) {
            this.sign = sign;
            this.ascii = ascii;
            this.tone = tone;
        }
    }
}
