package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An empty content that says whose archive this is. A folder that was one and has neither the mark nor a segment is
 * most likely an empty mount point, whose disk is missing.
 */
final class Mark {
    /** With a dot, so that it stays when somebody removes "all files". */
    private static final String BEGINNING = ".stemedb-archive-";

    private static final Pattern NAME = Pattern.compile(Pattern.quote(BEGINNING) + "([0-9a-f]{16})");

    private Mark() {}

    static String name(long store) {
        return BEGINNING + String.format(Locale.ROOT, "%016x", store);
    }

    /** The store that a name marks an archive of; empty if it is no mark. */
    static Optional<Long> store(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Optional.of(Long.parseUnsignedLong(parts.group(1), 16)) : Optional.empty();
    }

    static boolean isIn(List<String> names, long store) {
        return names.contains(name(store));
    }

    /** @param any file, of which nothing is read */
    static void put(Archive archive, long store, DiskFile any) throws IOException {
        archive.put(name(store), any, 0, empty -> {});
    }
}
