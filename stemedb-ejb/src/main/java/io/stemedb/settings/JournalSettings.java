package io.stemedb.settings;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.journal.Retention;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the journal is kept.
 *
 * @param segmentSize bytes of one preallocated file
 * @param retain what stays behind the runs
 * @param archiveDir where finished segments are copied to, if anywhere
 * @param archiveRetain what stays there
 */
public record JournalSettings(
        long segmentSize, Retention retain, Optional<Path> archiveDir, ArchiveRetention archiveRetain) {
    private static final long MIB = 1L << 20;
    private static final Pattern PERIOD = Pattern.compile("([0-9]{1,9})([mhd])");

    public static JournalSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, JournalSettings::read);
    }

    static JournalSettings read(Reading in) {
        return new JournalSettings(
                in.size(Key.JOURNAL_SEGMENT_SIZE, 4 * MIB, 1024 * MIB),
                retention(in),
                archiveDir(in),
                archiveRetention(in));
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

    /** Inside the data directory it would go with what it is to outlive. */
    private static Optional<Path> archiveDir(Reading in) {
        Optional<Path> folder = in.path(Key.JOURNAL_ARCHIVE_DIR);
        Optional<Path> data = in.path(Key.DATA_DIR);
        if (folder.isPresent() && data.isPresent() && folder.get().startsWith(data.get())) {
            in.fault(
                    Key.JOURNAL_ARCHIVE_DIR,
                    folder.get() + " is inside the data directory; choose one on another disk");
        }
        return folder;
    }

    private static ArchiveRetention archiveRetention(Reading in) {
        String text = in.text(Key.JOURNAL_ARCHIVE_RETAIN).toLowerCase(Locale.ROOT);
        Matcher period = PERIOD.matcher(text);
        if (period.matches()) {
            return ArchiveRetention.forSeconds(Long.parseLong(period.group(1)) * secondsOf(period.group(2)));
        }
        var size = ByteSize.parse(text);
        if (size.isPresent()) {
            return ArchiveRetention.ofBytes(size.getAsLong());
        }
        if (!text.equals("all")) {
            in.fault(
                    Key.JOURNAL_ARCHIVE_RETAIN,
                    "\"" + text + "\" is none of all, a time such as 720h or 30d, or a size such as 100GiB");
        }
        return ArchiveRetention.all();
    }

    private static long secondsOf(String unit) {
        return switch (unit) {
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
    }
}
