package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Lists and counts the sources of a version. */
final class SourceNames {
    private SourceNames() {}

    static List<String> after(Version version, String after, int limit) {
        TreeSet<byte[]> names = new TreeSet<>(Arrays::compareUnsigned);
        byte[] from = after.getBytes(UTF_8);
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            if (table != null) {
                table.tally()
                        .sources()
                        .keySet()
                        .forEach(of -> names.add(of.source().getBytes(UTF_8)));
            }
        }
        version.runs().forEach(handle -> names.addAll(handle.run().sources(from, limit)));
        return names.tailSet(from, false).stream()
                .limit(limit)
                .map(name -> new String(name, UTF_8))
                .toList();
    }

    /** Records of a source in some shards, those that are not shown left out. */
    static long count(Version version, String source, IntPredicate shards) {
        long count = version.active().tally().source(source, shards);
        count += version.frozen() == null ? 0 : version.frozen().tally().source(source, shards);
        for (RunHandle handle : version.runs()) {
            count += handle.run().source(source, shards);
        }
        return count;
    }
}
