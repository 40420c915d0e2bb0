package io.stemedb.cluster.simulation;

import io.stemedb.promise.ClientHistory;
import io.stemedb.simulation.Chronicle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What clients of four nodes see, under crashes, power cuts, partitions, pauses and bad weather; no disk is lost. */
final class NotedHistory {
    private static final long FIRST = 8 * World.SECOND;
    private static final long LAST = 45 * World.SECOND;
    private static final long HEALING = 30 * World.SECOND;
    private static final int WRITES = 130;
    private static final int FAULTS = 18;

    private final SplittableRandom random;
    private final World world;
    private final List<PlayedNode> nodes = new ArrayList<>();
    private final NotingClients clients;
    private final Chronicle seen;

    /** @param planted what is wrong with the nodes, in their world */
    NotedHistory(long seed, Chronicle seen, Function<World, Planted> planted) {
        this.random = new SplittableRandom(seed);
        this.world = new World(random.split());
        this.seen = seen;
        PlayedNetwork network = new PlayedNetwork(world);
        Planted fault = planted.apply(world);
        List<String> ids = List.of("node1", "node2", "node3", "node4");
        ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, ids, 2, random.nextInt(900_000), fault)));
        this.clients = new NotingClients(world, nodes, random.split(), seen);
    }

    ClientHistory play() {
        nodes.forEach(PlayedNode::start);
        for (int i = 0; i < WRITES; i++) {
            world.later(random.nextLong(FIRST, LAST), clients::write);
        }
        for (int i = 0; i < FAULTS; i++) {
            world.later(random.nextLong(FIRST, LAST), this::fault);
        }
        world.runFor(FIRST);
        while (world.now() < LAST) {
            world.runFor(random.nextLong(350 * World.MILLI));
            clients.read();
        }
        world.heal();
        nodes.forEach(PlayedNode::goOn);
        nodes.forEach(PlayedNode::start);
        world.runFor(HEALING);
        nodes.forEach(clients::readInTheEnd);
        return clients.history();
    }

    private PlayedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void fault() {
        switch (random.nextInt(12)) {
            case 0, 1 -> crash(any(), 6 * World.SECOND);
            case 2, 3 -> {
                seen.count("blackout");
                nodes.forEach(node -> crash(node, 2 * World.SECOND));
            }
            case 4, 5 ->
                part(nodes.stream()
                        .filter(node -> random.nextBoolean())
                        .map(node -> node.id)
                        .collect(Collectors.toCollection(TreeSet::new)));
            case 6 -> {
                PlayedNode one = any();
                PlayedNode friend = any();
                seen.count("one friend");
                nodes.stream().filter(node -> node != friend).forEach(other -> {
                    world.cut(one.id, other.id);
                    world.cut(other.id, one.id);
                });
            }
            case 7 -> {
                PlayedNode one = any();
                seen.count("pause");
                one.pause();
                world.later(random.nextLong(6 * World.SECOND), one::goOn);
            }
            case 8 -> {
                seen.count("bad weather");
                world.weather(random.nextDouble() * 0.2, random.nextDouble() * 0.1, random.nextDouble() * 0.1);
            }
            default -> {
                seen.count("heal");
                world.heal();
            }
        }
    }

    private void crash(PlayedNode node, long forAtMost) {
        seen.count("crash");
        node.crash(true);
        world.later(random.nextLong(forAtMost), node::start);
    }

    private void part(Set<String> side) {
        seen.count("partition");
        nodes.forEach(from -> nodes.stream()
                .filter(to -> side.contains(from.id) != side.contains(to.id))
                .forEach(to -> world.cut(from.id, to.id)));
    }
}
