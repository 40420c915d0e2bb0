import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Durations, and what they come to. Safe from several threads. */
final class Timings {
    private static final DateTimeFormatter TO_THE_MILLISECOND = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private long[] micros = new long[1024];
    private int count;
    private long longest;
    private Instant longestEnded = Instant.EPOCH;

    synchronized void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = nanos / 1000;
        if (nanos > longest) {
            longest = nanos;
            longestEnded = Instant.now();
        }
    }

    synchronized double millis(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (share * count))] / 1e3;
    }

    synchronized void clear() {
        count = 0;
        longest = 0;
        longestEnded = Instant.EPOCH;
    }

    private synchronized String when() {
        return LocalTime.ofInstant(longestEnded, ZoneOffset.UTC).format(TO_THE_MILLISECOND);
    }

    /** p50, p99, p99.9 and the longest, ms, with the time of day (UTC) at which it ended, to look up in logs. */
    String show() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms at %s",
                millis(0.5),
                millis(0.99),
                millis(0.999),
                millis(1),
                when());
    }
}
