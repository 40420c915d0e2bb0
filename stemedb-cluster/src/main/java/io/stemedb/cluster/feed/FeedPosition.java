package io.stemedb.cluster.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stemedb.feed.Changes;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.refusal.StemeException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * How far a follower of all nodes has come: what he was told, as a vector, so that any node can go on from it. What
 * else stands in it only saves looking for what is new. To clients it is opaque text.
 *
 * @param passed what he was past
 * @param places where journals go on, each for shards of which everything before is in {@code passed}
 * @param walk the walk over a copy that is under way; null if there is none
 */
record FeedPosition(DotVector passed, List<Place> places, Walk walk) {
    private static final String DOT = ".";
    private static final int MOST_CHARS = 64 * 1024;

    /** A place in the journal of a recorder. */
    record Place(long recorder, long lsn, Set<Integer> shards) {}

    /**
     * A walk over a shard.
     *
     * @param upTo what it covers
     * @param after the last key that was told of
     */
    record Walk(int shard, ShardVector upTo, byte[] after) {}

    /** Nothing was told. */
    static FeedPosition start() {
        return new FeedPosition(DotVector.NONE, List.of(), null);
    }

    /** The text: the vector as a token, a dot, and base64url of the rest and a CRC32C. */
    String write() {
        String vector = new Token(passed).toString();
        byte[] rest = Bytes.write(this::rest);
        byte[] checked = Arrays.copyOf(rest, rest.length + Integer.BYTES);
        ByteBuffer.wrap(checked).putInt(rest.length, check(vector, rest));
        return vector + DOT + Base64.getUrlEncoder().withoutPadding().encodeToString(checked);
    }

    private void rest(DataOutputStream out) throws IOException {
        out.writeByte(places.size());
        for (Place place : places) {
            out.writeLong(place.recorder);
            out.writeLong(place.lsn);
            Bytes.shards(out, place.shards);
        }
        out.writeBoolean(walk != null);
        if (walk != null) {
            out.writeShort(walk.shard);
            Bytes.some(out, walk.upTo.bytes());
            Bytes.some(out, walk.after);
        }
    }

    private static int check(String vector, byte[] rest) {
        CRC32C check = new CRC32C();
        check.update(vector.getBytes(US_ASCII));
        check.update(rest);
        return (int) check.getValue();
    }

    /**
     * Reads what {@link #write} wrote, or a position that this node gave while it had no others beside it.
     *
     * @param field JSON pointer of where it came from, for the refusal
     */
    static FeedPosition read(String field, String text) {
        int dot = text.indexOf(DOT);
        if (dot < 0) {
            return new FeedPosition(Changes.passed(field, text), List.of(), null);
        }
        if (text.length() > MOST_CHARS) {
            throw Changes.strange(field);
        }
        try {
            String vector = text.substring(0, dot);
            byte[] checked = Base64.getUrlDecoder().decode(text.substring(dot + 1));
            byte[] rest = Arrays.copyOf(checked, checked.length - Integer.BYTES);
            if (ByteBuffer.wrap(checked).getInt(rest.length) == check(vector, rest)) {
                DotVector passed = Token.parse(vector).seen();
                return Bytes.read(rest, in -> rest(passed, in));
            }
        } catch (IllegalArgumentException | StemeException | NegativeArraySizeException strange) {
            // answered below
        }
        throw Changes.strange(field);
    }

    private static FeedPosition rest(DotVector passed, DataInputStream in) throws IOException {
        List<Place> places = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            places.add(new Place(in.readLong(), in.readLong(), Bytes.shards(in)));
        }
        Walk walk = in.readBoolean()
                ? new Walk(in.readUnsignedShort(), ShardVector.read(Bytes.some(in)), Bytes.some(in))
                : null;
        return new FeedPosition(passed, places, walk);
    }
}
