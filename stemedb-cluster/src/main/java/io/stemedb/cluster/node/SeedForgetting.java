package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.SeedView;
import io.stemedb.cluster.peer.Order;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.SortedSet;
import java.util.TreeSet;

/** Has all nodes count a seed no more that never answered, such as one with a typing error. */
final class SeedForgetting {
    private final Cluster cluster;
    private final Colleagues colleagues;

    SeedForgetting(Cluster cluster, Colleagues colleagues) {
        this.cluster = cluster;
        this.colleagues = colleagues;
    }

    SeedView forget(String seed, boolean dryRun) {
        SeedView before = ask(seed, false);
        if (dryRun) {
            return before;
        }
        if (before.countedBy().isEmpty()) {
            throw StemeException.of(Refusal.UNSAFE, "no node counts " + seed + " as a seed that never answered")
                    .at("/seed")
                    .hinting("unresolved_seeds of GET /cluster/status lists them; a member is taken out by "
                            + "POST /admin/cluster/remove");
        }
        return ask(seed, true);
    }

    private SeedView ask(String seed, boolean forget) {
        JsonWriter body = new JsonWriter().beginObject();
        body.name("seed").string(seed).name("forget").bool(forget);
        Order order = new Order(Order.Kind.FORGET_SEED, body.endObject().toByteArray());
        SortedSet<String> nodes = new TreeSet<>(cluster.situation().members().members());
        nodes.addAll(cluster.heart().neighbours().keySet()); // before there is a cluster, there are no members
        nodes.removeIf(cluster.situation().members()::isOut); // they count for nobody
        nodes.add(cluster.situation().self());
        SortedSet<String> counting = new TreeSet<>();
        SortedSet<String> silent = new TreeSet<>();
        colleagues.ask(nodes, order).forEach((node, answer) -> {
            byte[] said = answer.exceptionally(failure -> null).join();
            if (said == null) {
                silent.add(node);
            } else if (Boolean.TRUE.equals(
                    JsonReader.object(said, JsonLimits.DEFAULT).bool("counted"))) {
                counting.add(node);
            }
        });
        return new SeedView(seed, counting, silent);
    }
}
