package io.stemedb.store;

import io.stemedb.record.RecordKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/**
 * Names claims of a damaged run that cannot be read, as far as its index of ids can be. Few of them are in memory at a
 * time, so that a node may do it beside its work.
 */
final class DamagedIds {
    /** More than a page has. */
    private static final int SOME = 256;

    private static final int MOST_NAMED = 100;

    private final Run run;
    private final List<String> ids = new ArrayList<>();
    private final Set<Integer> shards = new TreeSet<>();

    private DamagedIds(Run run) {
        this.run = run;
    }

    /**
     * What cannot be read.
     *
     * @param shards of the claims; of a run that cannot be opened, all that it has
     * @param ids the first 40 hex digits of each, at most {@link #MOST_NAMED}
     */
    record Named(Set<Integer> shards, List<String> ids) {}

    static Named of(Run run) {
        if (run instanceof LostRun) {
            return new Named(run.entry().shards().keySet(), List.of());
        }
        DamagedIds damaged = new DamagedIds(run);
        damaged.walk();
        return new Named(damaged.shards, damaged.ids);
    }

    private void walk() {
        byte[] from = {};
        while (from != null && ids.size() < MOST_NAMED) {
            byte[] last = from;
            try {
                Cursor<byte[], byte[]> claims = run.claimsFrom(from);
                while (claims.hasNext()) {
                    last = claims.next();
                }
                return;
            } catch (MVStoreException unreadable) {
                from = behind(last);
            }
        }
    }

    /** The first key behind a damage that can be read; null if there is none. */
    private byte[] behind(byte[] last) {
        byte[] from = last;
        while (ids.size() < MOST_NAMED) {
            NavigableMap<byte[], byte[]> next = next(from);
            if (next.isEmpty()) {
                return null;
            }
            for (Map.Entry<byte[], byte[]> entry : next.entrySet()) {
                if (canBeRead(entry.getKey())) {
                    return entry.getKey();
                }
                if (ids.size() < MOST_NAMED) {
                    ids.add(HexFormat.of().formatHex(entry.getValue()));
                }
                shards.add(RecordKey.shard(entry.getKey()));
            }
            from = next.lastKey();
        }
        return null;
    }

    private boolean canBeRead(byte[] key) {
        try {
            return run.rest(key) != null;
        } catch (MVStoreException unreadable) {
            return false;
        }
    }

    /** The next keys that the index of ids has, each with its id. */
    private NavigableMap<byte[], byte[]> next(byte[] last) {
        NavigableMap<byte[], byte[]> next = new TreeMap<>(Arrays::compareUnsigned);
        try {
            Cursor<byte[], byte[]> all = run.maps().ids().cursor(null);
            while (all.hasNext()) {
                byte[] id = all.next();
                if (Arrays.compareUnsigned(all.getValue(), last) > 0) {
                    next.put(all.getValue(), id);
                    if (next.size() > SOME) {
                        next.pollLastEntry();
                    }
                }
            }
        } catch (MVStoreException indexIsDamaged) {
            // what it still says must do
        }
        return next;
    }
}
