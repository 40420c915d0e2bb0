package io.stemedb.cluster.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Records as bytes and back. */
final class Bytes {
    private Bytes() {}

    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new IllegalStateException("memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if it is something else */
    static <T> T read(byte[] bytes, Reading<T> reading) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            T read = reading.from(in);
            if (in.available() > 0) {
                throw new IllegalArgumentException("more than was written");
            }
            return read;
        } catch (IOException cut) {
            throw new IllegalArgumentException("what was written is cut", cut);
        }
    }

    static void some(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] some(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("it is cut");
        }
        return in.readNBytes(length);
    }

    static void shards(DataOutputStream out, Set<Integer> shards) throws IOException {
        out.writeShort(shards.size());
        for (int shard : shards) {
            out.writeShort(shard);
        }
    }

    static Set<Integer> shards(DataInputStream in) throws IOException {
        Set<Integer> shards = new TreeSet<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            shards.add(in.readUnsignedShort());
        }
        return shards;
    }
}
