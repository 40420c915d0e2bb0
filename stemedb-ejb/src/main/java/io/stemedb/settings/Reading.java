package io.stemedb.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One pass over a source of settings. It never stops at a fault: what cannot be read counts as its default and is
 * noted, so that an operator restarts once and not five times.
 */
final class Reading {
    /** What Java makes of bytes that are no text in the encoding of file names: the path would be another one. */
    private static final char UNREADABLE = '\uFFFD';

    private final Function<String, Optional<String>> source;
    private final List<Fault> faults = new ArrayList<>();

    Reading(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** Reads with {@code area} and refuses whatever has faults. */
    static <T> T whole(Function<String, Optional<String>> source, Function<Reading, T> area) {
        Reading reading = new Reading(source);
        T settings = area.apply(reading);
        reading.refuseFaults();
        return settings;
    }

    String text(Key key) {
        return source.apply(key.fullName()).map(String::strip).orElse(key.standard());
    }

    /**
     * A path, made absolute; a name may begin and end with blanks. Empty if none is given or it is none, which is then
     * a fault.
     */
    Optional<Path> path(Key key) {
        String text = source.apply(key.fullName()).orElse(key.standard());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (path.toString().indexOf(UNREADABLE) < 0) {
                return Optional.of(path);
            }
            fault(key, "\"" + path + "\" is not UTF-8; rename it, or name a symbolic link to it");
        } catch (InvalidPathException notAPath) {
            fault(
                    key,
                    text.indexOf('\0') < 0
                            ? "\"" + text + "\" cannot be spelled in the locale of this process; set LC_ALL=C.UTF-8"
                            : "a path cannot hold the character NUL");
        }
        return Optional.empty();
    }

    int count(Key key, int least, int most) {
        return (int) within(key, () -> whole(text(key)), "a whole number", least, most, bound -> Long.toString(bound));
    }

    int port(Key key) {
        return count(key, 1, 65_535);
    }

    long size(Key key, long least, long most) {
        return within(key, () -> ByteSize.parse(text(key)), "a size such as 64MiB", least, most, ByteSize::show);
    }

    int smallSize(Key key, int least, int most) {
        return (int) size(key, least, most);
    }

    /** A time as people write it, {@code 168h} or {@code 7d}, or as ISO 8601 does, {@code PT168H}. */
    Duration time(Key key, Duration shortest, Duration longest, String wanted) {
        Optional<Duration> time = time(text(key));
        if (time.isPresent()
                && time.get().compareTo(shortest) >= 0
                && time.get().compareTo(longest) <= 0) {
            return time.get();
        }
        fault(key, "\"" + text(key) + "\" is " + wanted);
        return time(key.standard()).orElseThrow();
    }

    private static Optional<Duration> time(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            return Optional.of(
                    Duration.parse(upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    boolean flag(Key key) {
        return oneOf(key, List.of("true", "false")).equals("true");
    }

    /** One of the words {@code allowed}, whatever its case. */
    String oneOf(Key key, List<String> allowed) {
        String word = text(key).toLowerCase(Locale.ROOT);
        if (allowed.contains(word)) {
            return word;
        }
        fault(key, "\"" + text(key) + "\" is none of " + String.join(", ", allowed));
        return key.standard();
    }

    void fault(Key key, String problem) {
        Fault fault = new Fault(key.fullName(), problem);
        if (!faults.contains(fault)) { // two areas may read one key
            faults.add(fault);
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    private void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    String.join("; ", faults.stream().map(Fault::toString).toList()));
        }
    }

    private long within(
            Key key,
            Supplier<OptionalLong> number,
            String wanted,
            long least,
            long most,
            Function<Long, String> shown) {
        OptionalLong read = number.get();
        if (read.isPresent() && read.getAsLong() >= least && read.getAsLong() <= most) {
            return read.getAsLong();
        }
        fault(
                key,
                "\"" + text(key) + "\" is not " + wanted + " from " + shown.apply(least) + " to " + shown.apply(most));
        return ByteSize.parse(key.standard()).orElse(least);
    }

    private static OptionalLong whole(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
