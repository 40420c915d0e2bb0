package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.h2.mvstore.Cursor;

/**
 * What a run knows of sources. Runs of earlier formats count by source alone: if shards matter the claims of such a run
 * are counted anew, once.
 */
final class RunSources {
    private final RunEntry entry;
    private final RunMaps maps;
    private NavigableMap<byte[], byte[]> counted;

    RunSources(RunEntry entry, RunMaps maps) {
        this.entry = entry;
        this.maps = maps;
    }

    /** Records of a source in some shards. */
    long count(byte[] source, IntPredicate shards) {
        if (!maps.byShard()
                && !entry.isPartial()
                && entry.shards().keySet().stream().allMatch(shards::test)) {
            byte[] count = maps.sources().get(source);
            return count == null ? 0 : RunMaps.count(count);
        }
        long sum = 0;
        Iterator<Map.Entry<byte[], byte[]>> counts = from(SourceKey.before(source));
        while (counts.hasNext()) {
            Map.Entry<byte[], byte[]> next = counts.next();
            if (!SourceKey.isOf(next.getKey(), source)) {
                break;
            }
            if (shards.test(SourceKey.shard(next.getKey()))) {
                sum += RunMaps.count(next.getValue());
            }
        }
        return sum;
    }

    /** The first sources from one on; at least one more than the limit if there are so many. */
    List<byte[]> names(byte[] from, int limit) {
        List<byte[]> names = new ArrayList<>();
        if (!maps.byShard() && !entry.isPartial()) {
            Cursor<byte[], byte[]> cursor = maps.sources().cursor(from);
            while (names.size() <= limit && cursor.hasNext()) {
                names.add(cursor.next());
            }
            return names;
        }
        Iterator<Map.Entry<byte[], byte[]>> counts = from(from);
        while (names.size() <= limit && counts.hasNext()) {
            byte[] name = SourceKey.source(counts.next().getKey());
            if (names.isEmpty() || !Arrays.equals(names.get(names.size() - 1), name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The counts by source and shard from a key on, of the shards that the run holds. */
    Iterator<Map.Entry<byte[], byte[]>> from(byte[] key) {
        return maps.byShard()
                ? new HeldEntries(maps.sources().cursor(key), (of, count) -> SourceKey.shard(of), entry)
                : counted().tailMap(key, true).entrySet().iterator();
    }

    private synchronized NavigableMap<byte[], byte[]> counted() {
        if (counted == null) {
            NavigableMap<byte[], byte[]> counts = new TreeMap<>(Arrays::compareUnsigned);
            HeldEntries claims =
                    new HeldEntries(maps.claims().cursor(null), (key, rest) -> RecordKey.shard(key), entry);
            while (claims.hasNext()) {
                Map.Entry<byte[], byte[]> claim = claims.next();
                byte[] source = RecordFormat.source(claim.getValue()).getBytes(UTF_8);
                counts.merge(
                        SourceKey.of(source, RecordKey.shard(claim.getKey())),
                        RunMaps.count(1),
                        (one, more) -> RunMaps.count(RunMaps.count(one) + RunMaps.count(more)));
            }
            counted = counts;
        }
        return counted;
    }
}
