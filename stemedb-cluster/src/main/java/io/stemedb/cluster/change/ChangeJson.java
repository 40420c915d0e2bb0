package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Changes as text that other nodes read. */
final class ChangeJson {
    private static final String WHAT = "what";
    private static final String NODE = "node";
    private static final String SHARD = "shard";
    private static final String BEFORE = "before";
    private static final String DRAINED = "drained";
    private static final String BY_FORCE = "by_force";

    private ChangeJson() {}

    static String write(Change change) {
        JsonWriter out = new JsonWriter().beginObject();
        if (change instanceof Change.Drain some) {
            node(out, "drain", some.node()).name(DRAINED).bool(some.drained());
        } else if (change instanceof Change.Undrain some) {
            node(out, "undrain", some.node()).name(DRAINED).bool(some.drained());
        } else if (change instanceof Change.Remove some) {
            node(out, "remove", some.node()).name("force").bool(some.force());
            out.name("without_majority").bool(some.withoutMajority());
            out.name(DRAINED).bool(some.drained());
        } else if (change instanceof Change.Rebalance some) {
            node(out, "rebalance", some.node());
        } else if (change instanceof Change.Pin some) {
            node(out, "pin", some.node()).name(SHARD).number(some.shard());
            out.name("moves").bool(some.moves()).name(BEFORE).string(some.before());
        } else if (change instanceof Change.Unpin some) {
            out.name(WHAT).string("unpin").name(SHARD).number(some.shard());
            out.name(BEFORE).string(some.before());
        } else if (change instanceof Change.Factor some) {
            out.name(WHAT).string(UnderWay.FOR_COPIES).name("copies").number(some.copies());
            out.name(BEFORE).number(some.before()).name(BY_FORCE).bool(some.byForce());
        }
        return new String(out.endObject().toByteArray(), StandardCharsets.UTF_8);
    }

    private static JsonWriter node(JsonWriter out, String what, String node) {
        return out.name(WHAT).string(what).name(NODE).string(node);
    }

    /** Empty if it is a change that only a later release knows. */
    static Optional<Change> read(String text) {
        JsonObject in = JsonReader.object(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        return Optional.ofNullable(
                switch (String.valueOf(in.text(WHAT))) {
                    case "drain" -> new Change.Drain(in.text(NODE), isSet(in, DRAINED));
                    case "undrain" -> new Change.Undrain(in.text(NODE), !Boolean.FALSE.equals(in.bool(DRAINED)));
                    case "remove" ->
                        new Change.Remove(
                                in.text(NODE), in.bool("force"), isSet(in, "without_majority"), isSet(in, DRAINED));
                    case "rebalance" -> new Change.Rebalance(in.text(NODE));
                    case "pin" -> new Change.Pin(in.integer(SHARD), in.text(NODE), in.bool("moves"), in.text(BEFORE));
                    case "unpin" -> new Change.Unpin(in.integer(SHARD), in.text(BEFORE));
                    case UnderWay.FOR_COPIES ->
                        new Change.Factor(in.integer("copies"), in.integer(BEFORE), isSet(in, BY_FORCE));
                    default -> null;
                });
    }

    /** Releases before this one did not write all of them. */
    private static boolean isSet(JsonObject in, String name) {
        return Boolean.TRUE.equals(in.bool(name));
    }
}
