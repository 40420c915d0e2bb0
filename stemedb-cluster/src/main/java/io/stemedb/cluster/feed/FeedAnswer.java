package io.stemedb.cluster.feed;

import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a node is answered that asks about what another one records. Pure. */
sealed interface FeedAnswer {
    /**
     * How far it is.
     *
     * @param recorder in whose journal the place is
     * @param lsn every record before it is in what it has
     */
    record Begun(long recorder, long lsn, Map<Integer, ShardVector> have) implements FeedAnswer {}

    /** The journal does not have what was asked for, or is another one. */
    record Gone() implements FeedAnswer {}

    /**
     * What stands in the journal.
     *
     * @param lsn where to go on
     * @param more whether there is more already
     */
    record Told(List<Item> items, long lsn, boolean more) implements FeedAnswer {}

    /**
     * What a copy holds, in the order of keys.
     *
     * @param next the key behind which to go on; empty if there is nothing more
     */
    record Walked(List<Item> items, byte[] next) implements FeedAnswer {}

    /**
     * A record.
     *
     * @param behind in a journal, where the next one stands
     * @param shown whether it is the one that is shown of those with its id
     */
    record Item(long behind, boolean shown, StoredRecord record) {}

    /** The answer as bytes. */
    default byte[] write() {
        return Bytes.write(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        if (this instanceof Begun begun) {
            out.writeByte('B');
            out.writeLong(begun.recorder);
            out.writeLong(begun.lsn);
            out.writeInt(begun.have.size());
            for (Map.Entry<Integer, ShardVector> one : begun.have.entrySet()) {
                out.writeInt(one.getKey());
                Bytes.some(out, one.getValue().bytes());
            }
        } else if (this instanceof Gone) {
            out.writeByte('G');
        } else if (this instanceof Told told) {
            out.writeByte('T');
            items(out, told.items);
            out.writeLong(told.lsn);
            out.writeBoolean(told.more);
        } else if (this instanceof Walked walked) {
            out.writeByte('W');
            items(out, walked.items);
            Bytes.some(out, walked.next);
        }
    }

    private static void items(DataOutputStream out, List<Item> items) throws IOException {
        out.writeInt(items.size());
        for (Item item : items) {
            out.writeLong(item.behind);
            out.writeBoolean(item.shown);
            Bytes.some(out, item.record.key());
            Bytes.some(out, item.record.rest());
        }
    }

    /** Reads what {@link #write} wrote. */
    static FeedAnswer read(byte[] bytes) {
        return Bytes.read(bytes, FeedAnswer::read);
    }

    private static FeedAnswer read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'B' -> begun(in);
            case 'G' -> new Gone();
            case 'T' -> new Told(items(in), in.readLong(), in.readBoolean());
            case 'W' -> new Walked(items(in), Bytes.some(in));
            default -> throw new IOException("no answer begins with " + kind);
        };
    }

    private static Begun begun(DataInputStream in) throws IOException {
        long recorder = in.readLong();
        long lsn = in.readLong();
        Map<Integer, ShardVector> have = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            have.put(in.readInt(), ShardVector.read(Bytes.some(in)));
        }
        return new Begun(recorder, lsn, have);
    }

    private static List<Item> items(DataInputStream in) throws IOException {
        List<Item> items = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            items.add(new Item(in.readLong(), in.readBoolean(), new StoredRecord(Bytes.some(in), Bytes.some(in))));
        }
        return items;
    }
}
