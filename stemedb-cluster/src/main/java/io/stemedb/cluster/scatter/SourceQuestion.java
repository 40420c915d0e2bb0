package io.stemedb.cluster.scatter;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one node asks another about sources. Pure.
 *
 * @param after begin behind this source; null if sources are counted
 * @param limit names that are wanted
 * @param sources to be counted
 * @param shards that the asked node answers for
 */
record SourceQuestion(String after, int limit, List<String> sources, Set<Integer> shards) {
    static SourceQuestion names(String after, int limit, Set<Integer> shards) {
        return new SourceQuestion(after, limit, List.of(), shards);
    }

    static SourceQuestion counts(List<String> sources, Set<Integer> shards) {
        return new SourceQuestion(null, 0, sources, shards);
    }

    byte[] write() {
        JsonWriter out = new JsonWriter().beginObject();
        if (after != null) {
            out.name("after").string(after);
            out.name("limit").number(limit);
        }
        texts(out, "shards", shards.stream().map(String::valueOf).toList());
        texts(out, "sources", sources);
        return out.endObject().toByteArray();
    }

    static SourceQuestion read(byte[] bytes) {
        JsonObject json = JsonReader.object(bytes, 0, bytes.length, JsonLimits.DEFAULT);
        Set<Integer> shards = new TreeSet<>();
        json.texts("shards").forEach(shard -> shards.add(Integer.valueOf(shard)));
        String after = json.text("after");
        return new SourceQuestion(after, after == null ? 0 : json.integer("limit"), json.texts("sources"), shards);
    }

    private static void texts(JsonWriter out, String name, Collection<String> texts) {
        out.name(name).beginArray();
        texts.forEach(out::string);
        out.endArray();
    }

    /**
     * What it is answered.
     *
     * @param counts one for each source that was asked about
     * @param complete whether nothing that was acknowledged a while ago is missing
     * @param unreachable nodes that the asked one had not compared a shard with lately
     * @param seen how far its copies go
     */
    record Answer(
            List<String> names,
            List<Long> counts,
            boolean complete,
            Set<String> unreachable,
            Map<Integer, ShardVector> seen) {
        byte[] write() {
            JsonWriter out = new JsonWriter().beginObject();
            out.name("complete").bool(complete);
            texts(out, "counts", counts.stream().map(String::valueOf).toList());
            texts(out, "names", names);
            out.name("seen").string(new Token(DotVector.of(seen)).toString());
            texts(out, "unreachable", unreachable);
            return out.endObject().toByteArray();
        }

        static Answer read(byte[] bytes) {
            JsonObject json = JsonReader.object(bytes, 0, bytes.length, JsonLimits.DEFAULT);
            return new Answer(
                    json.texts("names"),
                    json.texts("counts").stream().map(Long::valueOf).toList(),
                    Boolean.TRUE.equals(json.bool("complete")),
                    new TreeSet<>(json.texts("unreachable")),
                    Token.parse(json.text("seen")).seen().shards());
        }
    }
}
