import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The claims of a run, by their number: always the same, about 300 bytes of JSON each, in slots of ten, every fiftieth
 * in a slot of ten thousand. The ten of a slot come far apart, so that each lies in another run.
 */
final class Claims {
    static final int OF_HOT_SLOT = 10_000;
    static final int EVERY_HOT = 50;
    static final int OF_SLOT = 10;
    static final int REGIONS = 20;

    private final long hotSlots;
    private final long slots;

    Claims(long count) {
        this.hotSlots = Math.max(1, count / EVERY_HOT / OF_HOT_SLOT);
        this.slots = Math.max(1, (count - count / EVERY_HOT) / OF_SLOT);
    }

    /** A batch of lines. */
    byte[] batch(long from, int count) {
        StringBuilder lines = new StringBuilder(count * 330);
        for (long n = from; n < from + count; n++) {
            line(lines, n);
            lines.append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void line(StringBuilder out, long n) {
        boolean hot = n % EVERY_HOT == 0;
        long cold = n - n / EVERY_HOT - 1;
        long pass = hot ? n % 7 : cold / slots;
        out.append("{\"concept_path\":\"").append(hot ? hotPath(n / EVERY_HOT % hotSlots) : path(cold % slots));
        out.append("\",\"predicate\":\"reports\",\"value\":{\"amount\":").append(n);
        out.append(",\"unit\":\"USD\"},\"source\":\"");
        // In one slot of four several sources speak.
        boolean several = hot || cold % slots % 4 == 0;
        out.append(several ? "agency-" + pass : "sec-edgar-10k-2026");
        out.append("\",\"confidence\":0.87,\"asserted_at\":\"2026-11-22T").append(time(n));
        out.append("\",\"metadata\":{\"agent\":\"agent-").append(n % 100);
        out.append("\",\"lifecycle\":\"proposed\",\"note\":\"batch ingest of quarterly filings\"}}");
    }

    private static String time(long n) {
        String minute = (10 + n / 3600 % 10) + ":" + (10 + n / 60 % 50);
        return minute + ":" + (10 + n % 50) + "." + (100_000 + n % 900_000) + "Z";
    }

    /** Path of a slot of ten. Neighbours in time are not neighbours in order. */
    String path(long slot) {
        long mixed = slot * 7_368_787 % slots;
        return "stocks/" + region((int) (mixed % REGIONS)) + "/company-" + (10_000_000 + mixed) + "/revenue";
    }

    String hotPath(long slot) {
        return "hot/index-" + (100 + slot) + "/level";
    }

    static String region(int number) {
        return String.format(Locale.ROOT, "r%02d", number);
    }

    long hotSlots() {
        return hotSlots;
    }

    long slots() {
        return slots;
    }
}
