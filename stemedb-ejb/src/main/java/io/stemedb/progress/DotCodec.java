package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Dots and numbers as bytes, for every text that carries some. */
public final class DotCodec {
    private static final int MOST_NUMBER_BYTES = 10;

    private DotCodec() {}

    /**
     * Reads entries of shard (2 bytes), recorder (8) and n (8), by shard, to the end.
     *
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    static Map<Integer, Dot> dots(ByteBuffer in) {
        Map<Integer, Dot> dots = new TreeMap<>();
        while (in.hasRemaining()) {
            dots.put(in.getShort() & 0xffff, new Dot(in.getLong(), in.getLong()));
        }
        return dots;
    }

    /** Bytes that {@link #putNumbers} takes at most. */
    public static int mostBytes(int count) {
        return 2 * count * MOST_NUMBER_BYTES;
    }

    /** Pairs of shard and n. */
    public static void putNumbers(ByteBuffer out, Map<Integer, Long> numbers) {
        numbers.forEach((shard, n) -> {
            putNumber(out, shard);
            putNumber(out, n);
        });
    }

    /**
     * Reads what {@link #putNumbers} wrote, to the end.
     *
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    public static Map<Integer, Long> numbers(ByteBuffer in) {
        Map<Integer, Long> numbers = new TreeMap<>();
        while (in.hasRemaining()) {
            numbers.put((int) number(in), number(in));
        }
        return numbers;
    }

    /** Seven bits a byte, low first: numbers are small for long. */
    public static void putNumber(ByteBuffer out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    /** @throws IllegalArgumentException if it has more bits than a number has */
    public static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("no number is so long");
    }
}
