package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The maps of a run, all from bytes to bytes in unsigned order: {@code claims} (key to the rest of the record), {@code
 * ids} (first {@link #ID_BYTES} of an id to the key), {@code idempotency} (hash to id and recorded_at) and {@code
 * shard_sources} ({@link SourceKey} to its number of records). Before format 3 runs counted by source alone, in a map
 * {@code sources}.
 *
 * @param sources the one of the two maps that there is
 * @param dots by shard the vector of its records; null in a run of a version that kept none
 * @param byShard whether it counts by shard, too
 */
record RunMaps(
        MVMap<byte[], byte[]> claims,
        MVMap<byte[], byte[]> ids,
        MVMap<byte[], byte[]> idempotency,
        MVMap<byte[], byte[]> sources,
        MVMap<byte[], byte[]> dots,
        boolean byShard) {

    /** So many that no two ids of a store agree in them; the whole id is compared after the record is read. */
    static final int ID_BYTES = 20;

    private static final String BY_SOURCE = "sources";

    static RunMaps of(MVStore store) {
        boolean byShard = !store.hasMap(BY_SOURCE);
        return new RunMaps(
                map(store, "claims"),
                map(store, "ids"),
                map(store, "idempotency"),
                map(store, byShard ? "shard_sources" : BY_SOURCE),
                store.isReadOnly() && !store.hasMap("dots") ? null : map(store, "dots"),
                byShard);
    }

    static byte[] idKey(AssertionId id) {
        return Arrays.copyOf(id.bytes(), ID_BYTES);
    }

    static byte[] shardKey(int shard) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) shard).array();
    }

    static byte[] count(long records) {
        return ByteBuffer.allocate(Long.BYTES).putLong(records).array();
    }

    static long count(byte[] records) {
        return ByteBuffer.wrap(records).getLong();
    }

    private static MVMap<byte[], byte[]> map(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .singleWriter()
                        .keyType(BytesType.INSTANCE)
                        .valueType(BytesType.INSTANCE));
    }

    /** Byte strings with a length before them. */
    private static final class BytesType extends BasicDataType<byte[]> {
        static final BytesType INSTANCE = new BytesType();

        @Override
        public int compare(byte[] one, byte[] other) {
            return Arrays.compareUnsigned(one, other);
        }

        @Override
        public int getMemory(byte[] bytes) {
            return 24 + bytes.length;
        }

        @Override
        public void write(WriteBuffer out, byte[] bytes) {
            out.putVarInt(bytes.length).put(bytes);
        }

        @Override
        public byte[] read(ByteBuffer in) {
            byte[] bytes = new byte[DataUtils.readVarInt(in)];
            in.get(bytes);
            return bytes;
        }

        @Override
        public byte[][] createStorage(int size) {
            return new byte[size][];
        }
    }
}
