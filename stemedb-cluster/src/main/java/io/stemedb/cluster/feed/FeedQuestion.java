package io.stemedb.cluster.feed;

import io.stemedb.progress.ShardVector;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;

/** What a node that has followers asks another about what that one records. Pure. */
sealed interface FeedQuestion {
    /** How far are you in these shards? */
    record Begin(Set<Integer> shards) implements FeedQuestion {}

    /**
     * What stands in your journal from a place on?
     *
     * @param recorder whose journal the place is in
     */
    record Tail(Set<Integer> shards, long recorder, long lsn) implements FeedQuestion {}

    /**
     * What do you hold of a shard that was not told yet?
     *
     * @param passed what was told
     * @param upTo nothing beyond it is asked for
     * @param after the key behind which to go on; empty for the beginning
     */
    record Walk(int shard, ShardVector passed, ShardVector upTo, byte[] after) implements FeedQuestion {}

    /** The shards that it is about. */
    default Set<Integer> shards() {
        if (this instanceof Begin begin) {
            return begin.shards;
        }
        return this instanceof Tail tail ? tail.shards : Set.of(((Walk) this).shard);
    }

    /** The question as bytes. */
    default byte[] write() {
        return Bytes.write(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        if (this instanceof Begin) {
            out.writeByte('B');
            Bytes.shards(out, shards());
        } else if (this instanceof Tail tail) {
            out.writeByte('T');
            Bytes.shards(out, shards());
            out.writeLong(tail.recorder);
            out.writeLong(tail.lsn);
        } else if (this instanceof Walk walk) {
            out.writeByte('W');
            out.writeInt(walk.shard);
            Bytes.some(out, walk.passed.bytes());
            Bytes.some(out, walk.upTo.bytes());
            Bytes.some(out, walk.after);
        }
    }

    /** Reads what {@link #write} wrote. */
    static FeedQuestion read(byte[] bytes) {
        return Bytes.read(bytes, FeedQuestion::read);
    }

    private static FeedQuestion read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'B' -> new Begin(Bytes.shards(in));
            case 'T' -> new Tail(Bytes.shards(in), in.readLong(), in.readLong());
            case 'W' ->
                new Walk(
                        in.readInt(),
                        ShardVector.read(Bytes.some(in)),
                        ShardVector.read(Bytes.some(in)),
                        Bytes.some(in));
            default -> throw new IOException("no question begins with " + kind);
        };
    }
}
