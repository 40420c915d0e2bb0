package io.stemedb.files;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow. Everything beyond the size is kept zero. */
final class Content {
    private byte[] bytes = {};
    private int size;

    int size() {
        return size;
    }

    void resize(long newSize) {
        int target = Math.toIntExact(newSize);
        if (target < size) {
            Arrays.fill(bytes, target, size, (byte) 0);
        } else if (target > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(target, (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
        size = target;
    }

    void write(byte[] source, int offset, int length, long position) {
        if (position + length > size) {
            resize(position + length);
        }
        System.arraycopy(source, offset, bytes, (int) position, length);
    }

    int read(ByteBuffer target, long position) {
        int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
        if (length > 0) {
            target.put(bytes, (int) position, length);
        }
        return length;
    }

    void flip(long position) {
        bytes[(int) position] ^= 0x10;
    }

    Content copy() {
        Content copy = new Content();
        copy.bytes = Arrays.copyOf(bytes, size);
        copy.size = size;
        return copy;
    }
}
