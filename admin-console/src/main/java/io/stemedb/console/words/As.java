package io.stemedb.console.words;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** How pages write values of documents; what is not known is a dash. */
@Named("as")
@ApplicationScoped
public class As {
    static final String NONE = "\u2013";

    private static final int SHORT = 12;
    private static final int LONG = 200;

    public String number(Object value) {
        return value instanceof BigDecimal number ? Words.count(number.longValue()) : NONE;
    }

    public String bytes(Object value) {
        return value instanceof BigDecimal number ? Words.bytes(number.longValue()) : NONE;
    }

    public String duration(Object seconds) {
        return seconds instanceof BigDecimal number
                ? Words.duration(Duration.ofMillis(number.movePointRight(3).longValue()))
                : NONE;
    }

    /** A lag, to the millisecond. */
    public String lag(Object seconds) {
        return seconds instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString() + " s"
                : NONE;
    }

    /** From 0 to 1, as a percentage. */
    public String percent(Object part) {
        return part instanceof BigDecimal number
                ? Words.percent(number.movePointRight(6).longValue(), 1_000_000)
                : NONE;
    }

    /** From 0 to 1, as a whole percentage for a bar. */
    public long share(Object part) {
        return part instanceof BigDecimal number ? number.movePointRight(2).longValue() : 0;
    }

    public String text(Object value) {
        return value == null || String.valueOf(value).isEmpty() ? NONE : String.valueOf(value);
    }

    /** At most 200 characters of it. */
    public String cut(Object value) {
        String text = text(value);
        return text.codePointCount(0, text.length()) <= LONG
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONG)) + "\u2026";
    }

    /** The begin of a long id. */
    public String brief(Object value) {
        String text = text(value);
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "\u2026";
    }

    public String time(Object value) {
        try {
            return value == null ? NONE : Words.moment(Instant.parse(String.valueOf(value)));
        } catch (DateTimeParseException other) {
            return String.valueOf(value);
        }
    }

    /** The colour of a state of a node, a shard, a copy, a task or a call. */
    public String tone(Object state) {
        return switch (String.valueOf(state)) {
            case "Alive", "UP", "healthy", "filled", "succeeded", "idle", "active" -> "good";
            case "Dead", "DOWN", "unhealthy", "damaged", "lost", "failed" -> "bad";
            case "Suspect", "SUSPECT", "Draining", "degraded", "aborted", "unknown", "paused" -> "warn";
            case "filling", "queued", "handing-over", "running" -> "wait";
            default -> "plain";
        };
    }

    /** The same for those who do not see colours. */
    public String sign(Object state) {
        return switch (tone(state)) {
            case "good" -> "\u2714";
            case "bad" -> "\u2716";
            case "warn" -> "\u25b2";
            case "wait" -> "\u2026";
            default -> "";
        };
    }

    /** Whether a status is one of a refusal or a failure. */
    public boolean refused(Object status) {
        return status instanceof BigDecimal number && number.intValue() >= 400;
    }

    /** As a part of a link. */
    public String part(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }

    /** Numbers of shards as ranges: {@code 0-12, 15}. */
    public String ranges(List<?> names) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        List<Integer> numbers = names == null
                ? List.of()
                : names.stream().map(As::shard).sorted().toList();
        while (at < numbers.size()) {
            int end = at;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            parts.add(end == at ? "" + numbers.get(at) : numbers.get(at) + "-" + numbers.get(end));
            at = end + 1;
        }
        return parts.isEmpty() ? NONE : String.join(", ", parts);
    }

    /** {@code 17} of {@code shard_17}. */
    public String shardNumber(Object name) {
        return String.valueOf(shard(name));
    }

    private static int shard(Object name) {
        String text = String.valueOf(name);
        return Integer.parseInt(text.substring(text.lastIndexOf('_') + 1));
    }
}
