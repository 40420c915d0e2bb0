package io.stemedb.web.request;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * In which media types a client takes its answer (RFC 9110, section 12.5.1): of the ranges that match a type the most
 * specific one counts, and a quality of 0 is a no.
 */
public final class Accept {
    private static final String HEADER = "Accept";
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";

    /** Who takes a refusal in JSON takes an answer in JSON. */
    private static final String PROBLEM = "application/problem+json";

    /** What is asked for, and how much. */
    private record Range(String type, double quality) {
        /** How closely it names a type; -1 if it does not match. */
        int closeness(String name) {
            if (type.equals(name)) {
                return 2;
            }
            if (type.equals(ANY)) {
                return 0;
            }
            return type.endsWith("/*") && name.startsWith(type.substring(0, type.length() - 1)) ? 1 : -1;
        }
    }

    private Accept() {}

    /**
     * The one of some media types that the client likes best; the first of several that it likes alike.
     *
     * @throws StemeException not-acceptable if it takes none of them
     */
    public static String oneOf(HttpServletRequest request, String... types) {
        String chosen = choose(header(request), types);
        if (chosen == null) {
            throw StemeException.of(Refusal.NOT_ACCEPTABLE, "the answer cannot be had in the media type asked for")
                    .at("/" + HEADER)
                    .hinting(hint(types));
        }
        return chosen;
    }

    /** What a client can ask for instead. */
    public static String hint(String... types) {
        return "send Accept: " + String.join(" or ", types) + ", or leave it out";
    }

    /** All that a request says, or null. */
    public static String header(HttpServletRequest request) {
        String first = request.getHeader(HEADER);
        if (first == null) {
            return null;
        }
        List<String> all = Collections.list(request.getHeaders(HEADER));
        return all.size() < 2 ? first : String.join(",", all);
    }

    /** As {@link #oneOf}, but null if none is taken. */
    public static String choose(String header, String... types) {
        if (header == null || header.isBlank() || header.equals(ANY) || header.equals(types[0])) {
            return types[0];
        }
        List<Range> ranges = ranges(header);
        String chosen = null;
        double best = 0;
        for (String type : types) {
            double quality = quality(ranges, type);
            if (quality > best) {
                chosen = type;
                best = quality;
            }
        }
        return chosen;
    }

    private static double quality(List<Range> ranges, String type) {
        Range closest = closest(ranges, type);
        if (closest == null && type.equals(JSON)) {
            closest = closest(ranges, PROBLEM);
        }
        return closest == null ? 0 : closest.quality();
    }

    private static Range closest(List<Range> ranges, String type) {
        Range closest = null;
        for (Range range : ranges) {
            int closeness = range.closeness(type);
            if (closeness >= 0 && (closest == null || closeness > closest.closeness(type))) {
                closest = range;
            }
        }
        return closest;
    }

    private static List<Range> ranges(String header) {
        List<Range> ranges = new ArrayList<>();
        for (String one : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = one.split(";");
            String type = parts.length == 0 ? "" : parts[0].strip();
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].replaceAll("[ \\t]", "");
                quality = parameter.startsWith("q=") ? number(parameter.substring(2)) : quality;
            }
            if (!type.isEmpty()) {
                // Java's own client spells it so.
                ranges.add(new Range(type.equals("*") ? ANY : type, quality));
            }
        }
        return ranges;
    }

    /** What is no quality says nothing. */
    private static double number(String quality) {
        return quality.matches("(0?\\.\\d{1,9}|[01](\\.\\d{0,9})?)") ? Double.parseDouble(quality) : 1;
    }
}
