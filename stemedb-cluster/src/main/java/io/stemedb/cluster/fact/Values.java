package io.stemedb.cluster.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.OptionalInt;

/** What facts of each kind say, as JSON objects, and back. */
public final class Values {
    private static final String STANDING = "standing";
    private static final String UNSAFE = "unsafe";
    private static final String NODES = "nodes";
    private static final String FACTOR = "factor";
    private static final String DRAINING = "draining";
    private static final String NODE = "node";

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

    /**
     * A change of the cluster that takes a while.
     *
     * @param task the id of the task that sees to it
     * @param wish what is wanted, as JSON; the one who reads it knows its shape
     * @param owner the node that runs the task
     * @param reason why, in the words of whoever asked
     * @param begunMicros when it was asked for, by the clock of the node that was asked
     * @param untilMicros when another one may begin although this one has not ended
     * @param running false once it has ended
     * @param back whether it is being taken back
     */
    public record UnderWay(
            String task,
            String wish,
            String owner,
            String reason,
            long begunMicros,
            long untilMicros,
            boolean running,
            boolean back) {
        /** What {@link #wish} names if it is for another number of copies of each shard. */
        public static final String FOR_COPIES = "factor";

        /** How many copies of each shard there were, if it is for more of them; empty if it is for something else. */
        public OptionalInt copiesBefore() {
            JsonObject wanted = JsonReader.object(wish.getBytes(UTF_8), JsonLimits.DEFAULT);
            Number copies = wanted.number("copies");
            Number before = wanted.number("before");
            boolean known = FOR_COPIES.equals(wanted.text("what")) && copies != null && before != null;
            return known && copies.intValue() > before.intValue()
                    ? OptionalInt.of(before.intValue())
                    : OptionalInt.empty();
        }

        /** The same, seen to by a node until then. */
        public UnderWay by(String node, long until) {
            return new UnderWay(task, wish, node, reason, begunMicros, until, running, back);
        }

        /** The same being taken back. */
        public UnderWay goingBack() {
            return new UnderWay(task, wish, owner, reason, begunMicros, untilMicros, running, true);
        }

        /** The same once it has ended. */
        public UnderWay ended() {
            return new UnderWay(task, wish, owner, reason, begunMicros, untilMicros, false, back);
        }
    }

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

    /** Writes that a node is out, though no majority could be asked. */
    public static CanonicalJson outWithoutMajority() {
        return canonical(new JsonWriter()
                .beginObject()
                .name(STANDING)
                .string("out")
                .name(UNSAFE)
                .bool(true));
    }

    /** Whether it was stated without a majority. */
    static boolean isUnsafe(Fact fact) {
        return Boolean.TRUE.equals(object(fact).bool(UNSAFE));
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

    /**
     * Writes who is to lead a shard.
     *
     * @param node null for whoever is planned to
     */
    public static CanonicalJson pin(String node) {
        return canonical(new JsonWriter().beginObject().name(NODE).string(node));
    }

    /** Writes which change is under way. */
    public static CanonicalJson of(UnderWay change) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("back").bool(change.back());
        out.name("begun").number(change.begunMicros());
        out.name("owner").string(change.owner());
        text(out, "reason", change.reason());
        out.name("running").bool(change.running());
        out.name("task").string(change.task());
        out.name("until").number(change.untilMicros());
        out.name("wish").string(change.wish());
        return canonical(out);
    }

    /** Null if nobody is pinned. */
    static String pinned(Fact fact) {
        JsonObject value = object(fact);
        return value.isNull(NODE) ? null : value.text(NODE);
    }

    static UnderWay underWay(Fact fact) {
        JsonObject value = object(fact);
        return new UnderWay(
                value.text("task"),
                value.text("wish"),
                value.text("owner"),
                value.text("reason"),
                value.number("begun").longValueExact(),
                value.number("until").longValueExact(),
                value.bool("running"),
                Boolean.TRUE.equals(value.bool("back")));
    }

    static boolean isDraining(Fact fact) {
        return object(fact).bool(DRAINING);
    }

    static Genesis genesis(Fact fact) {
        JsonObject value = object(fact);
        return new Genesis(value.text("id"), value.text("name"), value.integer("shards"));
    }

    static Addresses addresses(Fact fact) {
        JsonObject value = object(fact);
        return new Addresses(value.text("rpc"), value.text("membership"), value.text("gateway"), value.text("api"));
    }

    static boolean isIn(Fact fact) {
        return "in".equals(object(fact).text(STANDING));
    }

    static List<String> holders(Fact fact) {
        return object(fact).texts(NODES);
    }

    static int factor(Fact fact) {
        return object(fact).integer(FACTOR);
    }

    /**
     * Whether the value has the shape that this release knows. Fields more than that do not matter.
     *
     * @throws StemeException malformed, if a field is there and of another type
     */
    static boolean isKnown(Fact fact) {
        JsonObject value = object(fact);
        return switch (fact.key().kind()) {
            case GENESIS -> value.text("id") != null && value.text("name") != null && isPositive(value, "shards");
            case MEMBER -> List.of("in", "out").contains(String.valueOf(value.text(STANDING)));
            case ADDRESS -> addresses(fact).rpc() != null;
            case HOLDERS -> value.has(NODES) && !value.texts(NODES).isEmpty();
            case FACTOR -> isPositive(value, FACTOR);
            case DRAIN -> value.bool(DRAINING) != null;
            case PIN -> fact.key().subject().matches("\\d{1,9}") && isPin(value);
            case CHANGE -> isChange(value);
            case TOKEN -> TokenValues.isKnown(fact.key().subject(), value);
        };
    }

    private static boolean isPin(JsonObject value) {
        return value.has(NODE) && (value.isNull(NODE) || !value.text(NODE).isEmpty());
    }

    private static boolean isChange(JsonObject value) {
        return value.text("task") != null
                && value.text("wish") != null
                && value.text("owner") != null
                && value.bool("running") != null
                && value.number("begun") != null
                && value.number("until") != null;
    }

    private static boolean isPositive(JsonObject value, String name) {
        Integer number = value.integer(name);
        return number != null && number > 0;
    }

    private static JsonObject object(Fact fact) {
        byte[] bytes = fact.value().utf8();
        return JsonReader.object(bytes, 0, bytes.length, JsonLimits.DEFAULT);
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
