package io.stemedb.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a manifest says of how far its store has come. {@code dots} has for each recorder and shard the number up to
 * which all are held, as manifests before format 3 have, too; {@code above} has the numbers behind a gap.
 */
final class ManifestCounts {
    private final Map<Long, Map<Integer, Long>> dots = new TreeMap<>();
    private final Map<Long, Map<Integer, Long>> given = new TreeMap<>();
    private DotVector above = DotVector.NONE;

    static void write(JsonGenerator out, Counted counted) throws IOException {
        out.writeNumberField("clock", counted.clock());
        out.writeNumberField("given_clock", counted.givenClock());
        Map<Long, Map<Integer, Long>> all = new TreeMap<>();
        Map<Long, Map<Integer, String>> rest = new TreeMap<>();
        counted.dots()
                .shards()
                .forEach((shard, vector) -> vector.recorders().forEach(recorder -> {
                    Intervals numbers = vector.of(recorder);
                    Intervals first = Intervals.upTo(numbers.prefix());
                    if (!first.isEmpty()) {
                        all.computeIfAbsent(recorder, r -> new TreeMap<>()).put(shard, numbers.prefix());
                    }
                    if (!first.equals(numbers)) {
                        rest.computeIfAbsent(recorder, r -> new TreeMap<>())
                                .put(shard, numbers.minus(first).toString());
                    }
                }));
        write(out, "dots", all);
        if (!rest.isEmpty()) {
            out.writeObjectFieldStart("above");
            for (Map.Entry<Long, Map<Integer, String>> recorder : rest.entrySet()) {
                out.writeObjectFieldStart(Long.toHexString(recorder.getKey()));
                for (Map.Entry<Integer, String> shard : recorder.getValue().entrySet()) {
                    out.writeStringField(Integer.toString(shard.getKey()), shard.getValue());
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        write(out, "given", counted.given());
    }

    private static void write(JsonGenerator out, String name, Map<Long, Map<Integer, Long>> counts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<Long, Map<Integer, Long>> recorder : counts.entrySet()) {
            ManifestJson.writeCounts(out, Long.toHexString(recorder.getKey()), recorder.getValue());
        }
        out.writeEndObject();
    }

    /** Takes a member of the manifest that is an object. */
    void read(String name, JsonParser in) throws IOException {
        switch (name) {
            case "dots" -> read(dots, in);
            case "given" -> read(given, in);
            case "above" ->
                ManifestJson.members(
                        in,
                        (recorder, shards) -> ManifestJson.members(shards)
                                .forEach((shard, numbers) ->
                                        add(recorder, Integer.parseInt(shard), Intervals.parse(numbers))));
            default -> throw new IOException("a manifest has a member " + name + " that this version does not know");
        }
    }

    private void add(String recorder, int shard, Intervals numbers) {
        ShardVector vector = ShardVector.of(Long.parseUnsignedLong(recorder, 16), numbers);
        above = above.union(DotVector.of(Map.of(shard, vector)));
    }

    private static void read(Map<Long, Map<Integer, Long>> counts, JsonParser in) throws IOException {
        ManifestJson.members(
                in,
                (recorder, shards) -> counts.put(Long.parseUnsignedLong(recorder, 16), ManifestJson.counts(shards)));
    }

    /** @param givenClock null if the manifest has none: before format 3 all times were the node's own */
    Counted counted(long clock, String givenClock) {
        return new Counted(
                DotVector.upTo(dots).union(above),
                given,
                clock,
                givenClock == null ? clock : Long.parseLong(givenClock));
    }
}
