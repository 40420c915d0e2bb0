package io.stemedb.cluster.simulation;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.simulation.Machine;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Somebody who changes a cluster again and again, whatever its nodes go through. */
final class Operator {
    /** Nothing is acknowledged on fewer disks than this one's quorum or all. */
    static final int LEAST_FACTOR = 2;

    private static final int MOST_FACTOR = 3;

    private final World world;
    private final List<PlayedNode> nodes;
    private final SplittableRandom random;
    private final BiConsumer<String, Object> told;
    private final Set<String> drained = new TreeSet<>();

    Operator(World world, List<PlayedNode> nodes, long seed, BiConsumer<String, Object> told) {
        this.world = world;
        this.nodes = nodes;
        this.random = new SplittableRandom(seed);
        this.told = told;
    }

    void work() {
        for (int i = 0; i < 8; i++) {
            world.later(random.nextLong(8 * World.SECOND, 48 * World.SECOND), this::change);
        }
    }

    private void change() {
        String node = any().id;
        int shard = random.nextInt(Machine.SHARDS);
        switch (random.nextInt(6)) {
            case 0 -> {
                if (nodes.size() - drained.size() > MOST_FACTOR) {
                    drained.add(node);
                    state(new Change.Drain(node));
                }
            }
            case 1 -> undrain(node);
            case 2 -> state(new Change.Pin(shard, node, true, ""));
            case 3 -> state(new Change.Pin(shard, "", false, ""));
            case 4 -> state(new Change.Unpin(shard, ""));
            default -> state(new Change.Factor(random.nextInt(LEAST_FACTOR, MOST_FACTOR + 1), 0));
        }
    }

    private void undrain(String node) {
        drained.remove(node);
        state(new Change.Undrain(node));
    }

    private PlayedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** On a node that reaches a majority, or it is refused and nothing is so. */
    private void state(Change wish) {
        PlayedNode asked = any();
        if (!asked.awake()) {
            return;
        }
        Situation now = asked.cluster().situation();
        Change change = wish.seenIn(now);
        if (change instanceof Change.Pin pin && pin.node().isEmpty()) {
            return;
        }
        told.accept(change.kind(), change + " at " + asked.id);
        var unused = Departures.step(asked.cluster(), change).exceptionally(tooFew -> null);
        asked.pump();
    }

    /** All take shards again; pins stay as they are. */
    void leave() {
        nodes.stream().filter(PlayedNode::awake).findFirst().ifPresent(asked -> {
            for (String node : asked.cluster().situation().facts().draining()) {
                told.accept("undrain", node);
                var unused = Departures.step(asked.cluster(), new Change.Undrain(node))
                        .exceptionally(tooFew -> null);
            }
            asked.pump();
        });
    }
}
