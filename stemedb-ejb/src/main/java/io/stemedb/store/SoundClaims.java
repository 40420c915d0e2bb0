package io.stemedb.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/** Finds the way through what can be read of a run that is damaged. */
final class SoundClaims {
    private SoundClaims() {}

    /**
     * What of the index of ids can be read, by key. Ids are spread evenly, so behind a page that cannot be read the
     * next one is found by stepping through their first bytes.
     */
    static NavigableMap<byte[], byte[]> idsByKey(MVMap<byte[], byte[]> ids) {
        NavigableMap<byte[], byte[]> found = new TreeMap<>(Arrays::compareUnsigned);
        int step = 0;
        while (step < 1 << 16) {
            byte[] from = ByteBuffer.allocate(2).putShort((short) step).array();
            try {
                Cursor<byte[], byte[]> cursor = ids.cursor(from);
                while (cursor.hasNext()) {
                    byte[] id = cursor.next();
                    found.put(cursor.getValue(), id);
                    step = ByteBuffer.wrap(id).getShort() & 0xffff;
                }
                return found;
            } catch (MVStoreException unreadable) {
                step++;
            }
        }
        return found;
    }

    /**
     * Hands over the claims in sound blocks: behind a page that cannot be read it goes on with the next key that an id
     * leads to.
     *
     * @return what was met if not all of them could be read, else null
     */
    static MVStoreException read(MVMap<byte[], byte[]> claims, NavigableMap<byte[], byte[]> idsByKey, History.Sink sink)
            throws IOException {
        MVStoreException met = null;
        byte[] from = {};
        while (from != null) {
            byte[] last = from;
            try {
                Cursor<byte[], byte[]> cursor = claims.cursor(from);
                while (cursor.hasNext()) {
                    last = cursor.next();
                    sink.record(0, last, cursor.getValue());
                }
                return met;
            } catch (MVStoreException unreadable) {
                met = unreadable;
                from = idsByKey.higherKey(last);
            }
        }
        return met;
    }
}
