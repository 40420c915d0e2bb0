package io.stemedb.cluster.simulation;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Somebody who has nodes join, leave and come back, and changes how many copies there are. */
final class MemberChanges {
    private static final int MOST_NODES = 7;
    private static final int FEWEST_MEMBERS = 2;
    private static final int LOOKS = 60;

    private final World world;
    private final Membership nodes;
    private final WrittenClaims claims;
    private final LostDisks lostDisks;
    private final SplittableRandom random;
    private final BiConsumer<String, Object> told;
    private boolean removing;

    MemberChanges(
            World world,
            Membership nodes,
            WrittenClaims claims,
            LostDisks lostDisks,
            SplittableRandom random,
            BiConsumer<String, Object> told) {
        this.world = world;
        this.nodes = nodes;
        this.claims = claims;
        this.lostDisks = lostDisks;
        this.random = random;
        this.told = told;
    }

    /** Something of all this. */
    void change() {
        switch (random.nextInt(12)) {
            case 0, 1 -> join(1);
            case 2 -> join(2);
            case 3, 4 -> removeWellSome();
            case 5 -> removeDeadSome();
            case 6, 7, 8 -> comeBack();
            case 9, 10 -> factor(any(), random.nextInt(1, 4));
            default -> loseDisk(any(), random.nextLong(10 * World.SECOND));
        }
    }

    private PlayedNode any() {
        return nodes.all.get(random.nextInt(nodes.all.size()));
    }

    /** Some nodes join at nearly the same time. */
    void join(int count) {
        for (int i = 0; i < count && nodes.all.size() < MOST_NODES; i++) {
            PlayedNode next = nodes.join();
            told.accept("join", next.id);
            world.later(random.nextLong(World.SECOND), next::start);
        }
    }

    /**
     * Some nodes join where nobody but one member is reached, and that one is cut off just now. Such as were removed
     * come first, under other ids.
     */
    void joinAtTheEdge(PlayedNode edge, int count) {
        nodes.look();
        List<PlayedNode> far = nodes.all.stream().filter(node -> node != edge).toList();
        List<PlayedNode> back = nodes.removed.stream()
                .filter(node -> node != edge && (!node.up() || isOut(node, node)))
                .toList();
        for (int i = 0; i < count && (i < back.size() || nodes.all.size() < MOST_NODES); i++) {
            PlayedNode next = i < back.size() ? nodes.rejoin(back.get(i)) : nodes.join();
            told.accept("join at the edge", next.id + " through " + edge.id);
            far.forEach(other -> part(next, other));
            world.later(random.nextLong(World.SECOND / 2), next::start);
        }
        world.later(random.nextLong(3 * World.SECOND / 2), () -> far.forEach(other -> part(edge, other)));
    }

    private static boolean isOut(PlayedNode node, PlayedNode asked) {
        return asked.cluster().situation().members().isOut(node.id);
    }

    private void part(PlayedNode one, PlayedNode other) {
        world.cut(one.id, other.id);
        world.cut(other.id, one.id);
    }

    private boolean mayRemove() {
        return !removing && nodes.members.size() > FEWEST_MEMBERS;
    }

    private void removeWellSome() {
        List<PlayedNode> some = nodes.some();
        if (some.size() > 1 && mayRemove()) {
            told.accept("remove", some.get(1).id + " by " + some.get(0).id);
            remove(some.get(0), some.get(1), false, LOOKS);
        }
    }

    private void removeDeadSome() {
        List<PlayedNode> some = nodes.some();
        if (some.size() > 1) {
            removeDead(some.get(0), some.get(1));
        }
    }

    /** A node ends, and somebody has it removed at once. */
    void removeDead(PlayedNode asked, PlayedNode gone) {
        if (mayRemove()) {
            told.accept("remove dead", gone.id + " by " + asked.id);
            gone.crash(random.nextBoolean());
            remove(asked, gone, true, LOOKS / 4);
        }
    }

    private void remove(PlayedNode asked, PlayedNode gone, boolean force, int looks) {
        nodes.look();
        removing = looks > 0 && !nodes.removed.contains(gone);
        if (removing) {
            if (asked.awake() && (!force || !gone.up())) {
                lostDisks.lost(gone.id);
                Departures.step(asked.cluster(), gone.id, force);
                asked.pump();
            }
            world.later(World.SECOND / 2, () -> remove(asked, gone, force, looks - 1));
        } else if (looks <= 0 && asked.awake()) {
            var unused = Departures.stay(asked.cluster(), gone.id).exceptionally(tooFew -> null);
            asked.pump();
        }
    }

    /** A node that was removed is started again as it is, or under another id. */
    private void comeBack() {
        nodes.look();
        if (nodes.removed.isEmpty()) {
            return;
        }
        PlayedNode one = nodes.removed.get(random.nextInt(nodes.removed.size()));
        if (random.nextBoolean() && (!one.up() || isOut(one, one))) {
            PlayedNode next = nodes.rejoin(one);
            told.accept("rejoin", one.id + " as " + next.id);
            next.start();
        } else {
            told.accept("come back", one.id);
            one.start();
        }
    }

    /** On a node that reaches a majority, or it is refused and nothing is so. */
    void factor(PlayedNode asked, int copies) {
        if (asked.awake()) {
            told.accept("factor", copies + " at " + asked.id);
            claims.factor(copies);
            var unused = Departures.step(asked.cluster(), new Change.Factor(copies, 0))
                    .exceptionally(tooFew -> null);
            asked.pump();
        }
    }

    /** A node starts again with an empty disk after a while, if no fact is lost with the one that it had. */
    void loseDisk(PlayedNode one, long away) {
        if (lostDisks.mayLose(one) && nodes.mayBeMadeAnew(one)) {
            told.accept("lost disk", one.id);
            claims.losingDisk(one);
            lostDisks.lost(one.id);
            one.loseDisk();
            world.later(away, one::start);
        }
    }

    /** Nobody leaves any more, and there are no more copies than nodes. */
    void leave() {
        nodes.look();
        PlayedNode asked = nodes.some().get(0);
        for (String node : asked.cluster().situation().facts().draining()) {
            var unused =
                    Departures.step(asked.cluster(), new Change.Undrain(node)).exceptionally(tooFew -> null);
        }
        if (asked.cluster().situation().factor() > nodes.members.size()) {
            factor(asked, nodes.members.size());
        }
        asked.pump();
    }
}
