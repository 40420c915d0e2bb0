package io.stemedb.cluster.node;

import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;

/** What this node does about a seed of its configuration that never answered. */
final class SeedOrders {
    private final Cluster cluster;

    SeedOrders(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Says whether the seed counted here although nobody knows who is there; forgets it if that is wished. */
    byte[] forget(JsonObject wish) {
        String seed = wish.text("seed");
        boolean counted = cluster.unresolvedSeeds().contains(seed);
        if (counted && Boolean.TRUE.equals(wish.bool("forget"))) {
            cluster.forgetSeed(seed);
        }
        return new JsonWriter()
                .beginObject()
                .name("counted")
                .bool(counted)
                .endObject()
                .toByteArray();
    }
}
