package io.stemedb.store;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.h2.mvstore.Cursor;

/** Several sorted maps read as one. Use it once. */
final class MergedMap {
    private final PriorityQueue<Cursor<byte[], byte[]>> heads =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.getKey(), other.getKey()));

    MergedMap(List<Cursor<byte[], byte[]>> cursors) {
        cursors.forEach(this::addMoved);
    }

    /**
     * Every key once, in order.
     *
     * @param union makes one value of two of the same key
     */
    void forEach(BinaryOperator<byte[]> union, BiConsumer<byte[], byte[]> sink) {
        byte[] key = null;
        byte[] value = null;
        while (!heads.isEmpty()) {
            Cursor<byte[], byte[]> head = heads.poll();
            if (key != null && Arrays.equals(key, head.getKey())) {
                value = union.apply(value, head.getValue());
            } else {
                if (key != null) {
                    sink.accept(key, value);
                }
                key = head.getKey();
                value = head.getValue();
            }
            addMoved(head);
        }
        if (key != null) {
            sink.accept(key, value);
        }
    }

    private void addMoved(Cursor<byte[], byte[]> cursor) {
        if (cursor.hasNext()) {
            cursor.next();
            heads.add(cursor);
        }
    }
}
