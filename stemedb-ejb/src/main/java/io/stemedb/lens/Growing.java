package io.stemedb.lens;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that never changes, and of which a longer one can be had without a copy: the longer shares the array of the
 * shorter, which never looks beyond its own size. Only one thread at a time may make longer lists.
 */
public final class Growing<E> extends AbstractList<E> implements RandomAccess {
    private final Object[] array;
    private final int size;

    private Growing(Object[] array, int size) {
        this.array = array;
        this.size = size;
    }

    /** The list of what a collection holds now. */
    public static <E> Growing<E> of(List<E> list) {
        return new Growing<>(list.toArray(), list.size());
    }

    /** The list with one more at its end. */
    public Growing<E> append(E more) {
        boolean free = size < array.length && array[size] == null;
        Object[] room = free ? array : Arrays.copyOf(array, size + (size >> 1) + 4);
        room[size] = more;
        return new Growing<>(room, size + 1);
    }

    @Override
    @SuppressWarnings("unchecked") // only E was ever put in
    public E get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (E) array[index];
    }

    @Override
    public int size() {
        return size;
    }
}
