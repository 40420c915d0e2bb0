package io.stemedb.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Random JSON as plain Java values, and the many texts that mean the same. */
public final class Trees {
    private static final String[] WHITE = {"", "", "", " ", "\n", "\t ", "\r\n"};
    private static final String HARD = "aé€\uD83D\uDE00\u0000\u001f\"\\/\b\t\n\f\r\u007f\u0080\u2028\ufb33zZ0";

    private Trees() {}

    /** An object with up to a few members, nested up to a depth. */
    public static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> members = new HashMap<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            members.put(text(random), value(random, depth - 1));
        }
        return members;
    }

    public static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (double) random.nextInt(2_000_000) - 1_000_000;
            case 3 -> number(random);
            case 4, 5 -> text(random);
            case 6 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    public static double number(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? any : random.nextGaussian();
    }

    /** Characters of every length in UTF-8, some that need escapes; no half of a surrogate pair. */
    public static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int[] hard = HARD.codePoints().toArray();
        for (int n = random.nextInt(8); n > 0; n--) {
            text.appendCodePoint(hard[random.nextInt(hard.length)]);
        }
        return text.toString();
    }

    /** One of the many ways to write a value: any order of members, white space, escapes and spelling of numbers. */
    public static String spell(Object value, Random random) {
        StringBuilder out = new StringBuilder();
        spell(value, random, out);
        return out.toString();
    }

    private static List<Object> array(Random random, int depth) {
        List<Object> elements = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            elements.add(value(random, depth - 1));
        }
        return elements;
    }

    private static void spell(Object value, Random random, StringBuilder out) {
        white(random, out);
        if (value instanceof Map<?, ?> members) {
            spellObject(members, random, out);
        } else if (value instanceof List<?> elements) {
            String between = "[";
            out.append(elements.isEmpty() ? between : "");
            for (Object element : elements) {
                out.append(between);
                spell(element, random, out);
                between = ",";
            }
            out.append(']');
        } else if (value instanceof String text) {
            spellText(text, random, out);
        } else if (value instanceof Double number) {
            spellNumber(number, random, out);
        } else {
            out.append(value);
        }
        white(random, out);
    }

    private static void spellObject(Map<?, ?> members, Random random, StringBuilder out) {
        List<Object> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        String between = "{";
        out.append(names.isEmpty() ? between : "");
        for (Object name : names) {
            out.append(between);
            white(random, out);
            spellText((String) name, random, out);
            white(random, out);
            out.append(':');
            spell(members.get(name), random, out);
            between = ",";
        }
        out.append('}');
    }

    private static void spellText(String text, Random random, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || (!Character.isSurrogate(c) && random.nextInt(4) == 0)) {
                out.append(String.format(Locale.ROOT, random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static void spellNumber(double number, Random random, StringBuilder out) {
        String shortest = new String(Decimal.of(number).canonical(), US_ASCII);
        boolean plain = !shortest.contains("e");
        switch (random.nextInt(4)) {
            case 0 -> out.append(plain && shortest.contains(".") ? shortest + "000" : shortest);
            case 1 -> out.append(plain ? shortest + "e0" : shortest.replace("e", "E"));
            case 2 -> out.append(plain && !shortest.contains(".") ? shortest + ".0" : shortest);
            default -> out.append(shortest);
        }
    }

    private static void white(Random random, StringBuilder out) {
        out.append(WHITE[random.nextInt(WHITE.length)]);
    }
}
