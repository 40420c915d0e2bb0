package io.stemedb.settings;

import io.stemedb.journal.Retention;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the journal is kept.
 *
 * @param segmentSize bytes of one preallocated file
 * @param retain what stays behind the runs
 */
public record JournalSettings(long segmentSize, Retention retain) {
    private static final long MIB = 1L << 20;

    public static JournalSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, JournalSettings::read);
    }

    static JournalSettings read(Reading in) {
        return new JournalSettings(in.size(Key.JOURNAL_SEGMENT_SIZE, 4 * MIB, 1024 * MIB), retention(in));
    }

    private static Retention retention(Reading in) {
        String text = in.text(Key.JOURNAL_RETAIN).toLowerCase(Locale.ROOT);
        if (text.equals("all")) {
            return Retention.all();
        }
        if (text.equals("flushed")) {
            return Retention.flushed();
        }
        var size = ByteSize.parse(text);
        if (size.isEmpty()) {
            in.fault(Key.JOURNAL_RETAIN, "\"" + text + "\" is none of all, flushed, or a size such as 10GiB");
            return Retention.all();
        }
        return new Retention(size.getAsLong());
    }
}
