package io.stemedb.cluster.simulation;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What befalls nodes and the network between them, by chance. */
final class PlayedFaults {
    private final SplittableRandom random;
    private final World world;
    private final List<PlayedNode> nodes;
    private final BiConsumer<String, Object> told;

    /** @param nodes that it befalls: there may be others the next time */
    PlayedFaults(SplittableRandom random, World world, List<PlayedNode> nodes, BiConsumer<String, Object> told) {
        this.random = random;
        this.world = world;
        this.nodes = nodes;
        this.told = told;
    }

    private PlayedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** One of all faults that pass. */
    void strike() {
        PlayedNode one = any();
        PlayedNode other = any();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> crash(one);
            case 3 -> partition();
            case 4 -> {
                told.accept("one way", one.id + " to " + other.id);
                world.cut(one.id, other.id);
            }
            case 8 -> {
                told.accept("clock", one.id);
                one.ahead(random.nextInt(-900, 900) * 1_000_000L);
                world.later(random.nextLong(20 * World.SECOND), () -> one.ahead(0));
            }
            case 5 -> badWeather();
            case 6, 7 -> {
                told.accept("heal", "");
                world.heal();
            }
            default -> {
                told.accept("restart of all", "");
                nodes.forEach(node -> {
                    node.crash(random.nextBoolean());
                    world.later(random.nextLong(6 * World.SECOND), node::start);
                });
            }
        }
    }

    private void crash(PlayedNode one) {
        told.accept("crash", one.id);
        one.crash(random.nextBoolean());
        world.later(random.nextLong(10 * World.SECOND), one::start);
    }

    private void partition() {
        Set<String> side = nodes.stream()
                .filter(node -> random.nextBoolean())
                .map(node -> node.id)
                .collect(Collectors.toCollection(TreeSet::new));
        told.accept("partition", side);
        nodes.forEach(from -> nodes.stream()
                .filter(to -> side.contains(from.id) != side.contains(to.id))
                .forEach(to -> world.cut(from.id, to.id)));
    }

    private void badWeather() {
        told.accept("bad weather", "");
        world.weather(random.nextDouble() * 0.3, random.nextDouble() * 0.1, random.nextDouble() * 0.2);
    }

    /** A process stands still for a while. */
    void pause() {
        PlayedNode one = any();
        told.accept("pause", one.id);
        one.pause();
        world.later(random.nextLong(15 * World.SECOND), one::goOn);
    }
}
