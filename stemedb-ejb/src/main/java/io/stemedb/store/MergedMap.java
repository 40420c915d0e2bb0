package io.stemedb.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;

/** Several sorted maps read as one. Use it once. */
final class MergedMap {
    private final PriorityQueue<Cursor<byte[], byte[]>> heads =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.getKey(), other.getKey()));

    MergedMap(List<Cursor<byte[], byte[]>> cursors) {
        cursors.forEach(this::addMoved);
    }

    /** Every key once, in order; where several maps have it they have the same value, as records never change. */
    void forEachEntry(BiConsumer<byte[], byte[]> sink) {
        byte[] last = null;
        while (!heads.isEmpty()) {
            Cursor<byte[], byte[]> head = heads.poll();
            if (last == null || !Arrays.equals(last, head.getKey())) {
                last = head.getKey();
                sink.accept(last, head.getValue());
            }
            addMoved(head);
        }
    }

    /** Every key once, in order, with the sum of its 8-byte values. */
    void forEachSum(BiConsumer<byte[], Long> sink) {
        byte[] last = null;
        long sum = 0;
        while (!heads.isEmpty()) {
            Cursor<byte[], byte[]> head = heads.poll();
            if (last != null && !Arrays.equals(last, head.getKey())) {
                sink.accept(last, sum);
                sum = 0;
            }
            last = head.getKey();
            sum += ByteBuffer.wrap(head.getValue()).getLong();
            addMoved(head);
        }
        if (last != null) {
            sink.accept(last, sum);
        }
    }

    private void addMoved(Cursor<byte[], byte[]> cursor) {
        if (cursor.hasNext()) {
            cursor.next();
            heads.add(cursor);
        }
    }
}
