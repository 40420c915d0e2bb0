package io.stemedb.cluster.fact;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.function.Function;

/** What facts of each kind say, as JSON objects, and back. */
public final class Values {
    private static final String STANDING = "standing";
    private static final String NODES = "nodes";
    private static final String FACTOR = "factor";
    private static final String DRAINING = "draining";

    /** Of what cannot be read, rather one copy more than one less. */
    private static final int SAFE_FACTOR = 2;

    private Values() {}

    /**
     * The cluster as a whole.
     *
     * @param id 32 hex digits
     */
    public record Genesis(String id, String name, int shards) {}

    /**
     * Where a node is reached, each as host and port; null for what is not known.
     *
     * @param rpc where other nodes ask it
     * @param membership its port of Hazelcast
     */
    public record Addresses(String rpc, String membership, String gateway, String api) {}

    /** Writes the cluster's own fact. */
    public static CanonicalJson of(Genesis genesis) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("id").string(genesis.id());
        out.name("name").string(genesis.name());
        out.name("shards").number(genesis.shards());
        return canonical(out);
    }

    /** Writes a node's addresses. */
    public static CanonicalJson of(Addresses addresses) {
        JsonWriter out = new JsonWriter().beginObject();
        text(out, "api", addresses.api());
        text(out, "gateway", addresses.gateway());
        text(out, "membership", addresses.membership());
        text(out, "rpc", addresses.rpc());
        return canonical(out);
    }

    /** Writes whether a node is a member. */
    public static CanonicalJson standing(boolean in) {
        return canonical(new JsonWriter().beginObject().name(STANDING).string(in ? "in" : "out"));
    }

    /** Writes who is to keep a shard. */
    public static CanonicalJson holders(List<String> nodes) {
        JsonWriter out = new JsonWriter().beginObject().name(NODES).beginArray();
        nodes.forEach(out::string);
        return canonical(out.endArray());
    }

    /** Writes how many nodes are to keep each shard. */
    public static CanonicalJson factor(int factor) {
        return canonical(new JsonWriter().beginObject().name(FACTOR).number(factor));
    }

    /** Writes whether a node is to leave the lists. */
    public static CanonicalJson draining(boolean draining) {
        return canonical(new JsonWriter().beginObject().name(DRAINING).bool(draining));
    }

    static boolean isDraining(Fact fact) {
        return read(fact, value -> value.bool(DRAINING), false);
    }

    static Genesis genesis(Fact fact) {
        return new Genesis(
                read(fact, value -> value.text("id"), ""),
                read(fact, value -> value.text("name"), ""),
                read(fact, value -> value.integer("shards"), 0));
    }

    static Addresses addresses(Fact fact) {
        return new Addresses(
                read(fact, value -> value.text("rpc"), null),
                read(fact, value -> value.text("membership"), null),
                read(fact, value -> value.text("gateway"), null),
                read(fact, value -> value.text("api"), null));
    }

    static boolean isIn(Fact fact) {
        return read(fact, value -> "in".equals(value.text(STANDING)), false);
    }

    static List<String> holders(Fact fact) {
        return read(fact, value -> value.texts(NODES), List.of());
    }

    static int factor(Fact fact) {
        return Math.max(1, read(fact, value -> value.integer(FACTOR), SAFE_FACTOR));
    }

    /**
     * A later release may say it otherwise, and what one node has stated all nodes read: that must end no work of
     * theirs.
     *
     * @param otherwise what counts if the value has another shape
     */
    private static <T> T read(Fact fact, Function<JsonObject, T> read, T otherwise) {
        byte[] bytes = fact.value().utf8();
        try {
            T found = read.apply(JsonReader.object(bytes, 0, bytes.length, JsonLimits.DEFAULT));
            return found == null ? otherwise : found;
        } catch (StemeException otherShape) {
            return otherwise;
        }
    }

    private static void text(JsonWriter out, String name, String text) {
        if (text != null) {
            out.name(name).string(text);
        }
    }

    private static CanonicalJson canonical(JsonWriter out) {
        return CanonicalJson.ofCanonical(out.endObject().toByteArray());
    }
}
