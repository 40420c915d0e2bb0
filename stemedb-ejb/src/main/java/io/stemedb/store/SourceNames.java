package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.h2.mvstore.Cursor;

/** Lists the sources of a version. */
final class SourceNames {
    private SourceNames() {}

    static List<String> after(Version version, String after, int limit) {
        TreeSet<byte[]> names = new TreeSet<>(Arrays::compareUnsigned);
        byte[] from = after.getBytes(UTF_8);
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            if (table != null) {
                table.tally().sources().keySet().forEach(name -> names.add(name.getBytes(UTF_8)));
            }
        }
        for (RunHandle handle : version.runs()) {
            Cursor<byte[], byte[]> cursor = handle.run().maps().sources().cursor(from);
            // One more than asked for: the first may be the very name to begin behind.
            for (int i = 0; i <= limit && cursor.hasNext(); i++) {
                names.add(cursor.next());
            }
        }
        return names.tailSet(from, false).stream()
                .limit(limit)
                .map(name -> new String(name, UTF_8))
                .toList();
    }

    /** Records of a source, those that are not shown left out. */
    static long count(Version version, String source) {
        long count = version.active().tally().source(source);
        count += version.frozen() == null ? 0 : version.frozen().tally().source(source);
        for (RunHandle handle : version.runs()) {
            count += handle.run().source(source);
        }
        return count;
    }
}
