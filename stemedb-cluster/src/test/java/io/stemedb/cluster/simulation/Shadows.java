package io.stemedb.cluster.simulation;

import io.stemedb.cluster.peer.Requirement;
import io.stemedb.intake.Ack;
import io.stemedb.simulation.Machine;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * What chance seldom does in the right order: a node is cut off while others take claims, one of these changes
 * meanwhile, another one goes away, and then the first is asked whether it has all.
 */
final class Shadows {
    private static final int WRITES = 12;
    private static final int READS = 16;

    private final World world;
    private final Membership nodes;
    private final MemberChanges changes;
    private final PlayedClients clients;
    private final SplittableRandom random;
    private final BiConsumer<String, Object> told;

    Shadows(
            World world,
            Membership nodes,
            MemberChanges changes,
            PlayedClients clients,
            SplittableRandom random,
            BiConsumer<String, Object> told) {
        this.world = world;
        this.nodes = nodes;
        this.changes = changes;
        this.clients = clients;
        this.random = random;
        this.told = told;
    }

    private long within(double seconds) {
        return random.nextLong((long) (seconds * World.SECOND) + 1);
    }

    private void part(PlayedNode one, PlayedNode other) {
        world.cut(one.id, other.id);
        world.cut(other.id, one.id);
    }

    /** One such story, of nodes that chance chooses. */
    void cast() {
        List<PlayedNode> some = nodes.some();
        if (some.size() > 2 && random.nextInt(3) == 0) {
            suddenly(some);
        } else if (some.size() > 1) {
            slowly(some);
        }
    }

    /** All happens within a second, so that a node may take what it compared just before for what is there now. */
    private void suddenly(List<PlayedNode> some) {
        PlayedNode asked = some.get(0);
        PlayedNode leaving = some.get(1);
        PlayedNode changing = some.get(2);
        told.accept("sudden shadow", asked.id + " asked, " + leaving.id + " leaves, " + changing.id + " changes");
        boolean cut = random.nextBoolean();
        if (cut) {
            part(asked, leaving);
        } else {
            world.weather(0.4, 0, 0);
        }
        for (int i = 0; i < WRITES; i++) {
            world.later(within(0.5), () -> clients.writeAt(leaving, Ack.QUORUM));
        }
        long change = World.SECOND / 4 + within(0.3);
        if (random.nextInt(3) == 0) {
            world.later(change, () -> changes.removeDead(some.get(random.nextInt(3) == 0 ? 0 : 1), changing));
        } else {
            world.later(change, () -> changes.loseDisk(changing, World.SECOND / 5 + within(0.3)));
        }
        world.later(change + within(cut ? 0.2 : 0.9), () -> end(leaving, 12));
        world.later(2 * World.SECOND, () -> world.weather(0, 0, 0));
        world.later(12 * World.SECOND, world::heal);
        for (int i = 0; i < READS; i++) {
            world.later(3 * World.SECOND + within(9), () -> ask(asked));
        }
    }

    private void end(PlayedNode one, int seconds) {
        told.accept("end", one.id);
        one.crash(random.nextBoolean());
        world.later(seconds * World.SECOND + within(8), one::start);
    }

    private void slowly(List<PlayedNode> some) {
        PlayedNode asked = some.get(0);
        PlayedNode leaving = some.get(1);
        PlayedNode changing = some.get(some.size() - 1);
        boolean alone = random.nextBoolean();
        told.accept("shadow", asked.id + " asked, " + leaving.id + " leaves, " + changing.id + " changes");
        for (PlayedNode other : some) {
            if (other != asked && (alone || other == leaving || other == changing)) {
                part(asked, other);
            }
        }
        for (int i = 0; i < WRITES; i++) {
            world.later(within(5), () -> clients.writeAt(random.nextInt(3) == 0 ? changing : leaving, Ack.QUORUM));
        }
        long change = within(random.nextBoolean() ? 0.5 : 3);
        world.later(change, () -> change(leaving, changing));
        long gone = change + within(random.nextBoolean() ? 0.4 : 4);
        world.later(gone, () -> goAway(asked, leaving, some));
        for (int i = 0; i < READS; i++) {
            world.later(gone + within(9), () -> ask(asked));
        }
    }

    private void change(PlayedNode leaving, PlayedNode changing) {
        switch (random.nextInt(11)) {
            case 0, 1 -> changes.loseDisk(changing, World.SECOND / 2 + within(1.5));
            case 2, 3 -> changes.removeDead(leaving, changing);
            case 4 -> changes.factor(leaving, random.nextInt(2, 4));
            case 5, 6 -> changes.joinAtTheEdge(leaving, 1);
            case 7, 8 -> changes.joinAtTheEdge(leaving, 2);
            case 9 -> {
                nodes.all.stream().filter(node -> node != leaving).forEach(node -> part(leaving, node));
                changes.factor(leaving, 1);
            }
            default -> changing.crash(random.nextBoolean());
        }
    }

    /** It ends, or it is cut off from those who see each other again. */
    private void goAway(PlayedNode asked, PlayedNode leaving, List<PlayedNode> some) {
        if (random.nextBoolean()) {
            end(leaving, 6);
        }
        long pause = within(2);
        world.later(pause, () -> {
            told.accept("back", asked.id);
            world.heal();
            if (random.nextInt(3) == 0) {
                world.weather(0.3, 0, 0.1);
            }
            nodes.all.stream()
                    .filter(node -> node == leaving || !some.contains(node))
                    .forEach(node ->
                            some.stream().filter(other -> other != leaving).forEach(other -> part(node, other)));
        });
        world.later(pause + 8 * World.SECOND, world::heal);
    }

    private void ask(PlayedNode asked) {
        Requirement required = random.nextInt(4) == 0 ? Requirement.COMPLETE : Requirement.NONE;
        clients.readAt(asked, random.nextInt(Machine.SHARDS), required);
    }
}
