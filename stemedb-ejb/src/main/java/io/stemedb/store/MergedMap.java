package io.stemedb.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

/** Several sorted maps read as one. Use it once. */
final class MergedMap {
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.key(), other.key()));

    MergedMap(List<Iterator<Map.Entry<byte[], byte[]>>> maps) {
        maps.forEach(this::addMoved);
    }

    private record Head(byte[] key, byte[] value, Iterator<Map.Entry<byte[], byte[]>> behind) {}

    /**
     * Every key once, in order.
     *
     * @param union makes one value of two of the same key
     */
    void forEach(BinaryOperator<byte[]> union, BiConsumer<byte[], byte[]> sink) {
        byte[] key = null;
        byte[] value = null;
        while (!heads.isEmpty()) {
            Head head = heads.poll();
            if (key != null && Arrays.equals(key, head.key())) {
                value = union.apply(value, head.value());
            } else {
                if (key != null) {
                    sink.accept(key, value);
                }
                key = head.key();
                value = head.value();
            }
            addMoved(head.behind());
        }
        if (key != null) {
            sink.accept(key, value);
        }
    }

    private void addMoved(Iterator<Map.Entry<byte[], byte[]>> map) {
        if (map.hasNext()) {
            Map.Entry<byte[], byte[]> next = map.next();
            heads.add(new Head(next.getKey(), next.getValue(), map));
        }
    }
}
