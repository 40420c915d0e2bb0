package io.stemedb.backupset;

import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.ShardVector;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far copies of shards go, by the name of the shard. */
public record Holdings(SortedMap<String, ShardVector> vectors) {
    public static final Holdings NONE = new Holdings(new TreeMap<>());

    /** As a node tells it: vectors of intervals, in hex. */
    public static Holdings of(JsonObject have) {
        SortedMap<String, ShardVector> vectors = new TreeMap<>();
        for (String shard : have.names()) {
            vectors.put(shard, ShardVector.read(HexFormat.of().parseHex(have.text(shard))));
        }
        return new Holdings(vectors);
    }

    /** What either has. */
    public Holdings union(Holdings other) {
        SortedMap<String, ShardVector> both = new TreeMap<>(vectors);
        other.vectors.forEach((shard, vector) -> both.merge(shard, vector, ShardVector::union));
        return new Holdings(both);
    }

    /** What both have. */
    public Holdings intersection(Holdings other) {
        SortedMap<String, ShardVector> both = new TreeMap<>();
        vectors.forEach((shard, vector) -> {
            ShardVector theirs = other.vectors.getOrDefault(shard, ShardVector.NONE);
            both.put(shard, vector.minus(vector.minus(theirs)));
        });
        return new Holdings(both);
    }

    /** Writes them as they are told. */
    void writeTo(JsonWriter out) {
        out.beginObject();
        vectors.forEach((shard, vector) -> out.name(shard).hex(vector.bytes()));
        out.endObject();
    }

    /** Whether these have all that others had. Those may have had more than a vector with very many gaps can tell. */
    public boolean cover(Holdings others) {
        return others.vectors.entrySet().stream()
                .allMatch(one -> !one.getValue().mayLack()
                        && vectors.getOrDefault(one.getKey(), ShardVector.NONE).covers(one.getValue()));
    }
}
