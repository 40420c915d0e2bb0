package io.stemedb.cluster.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The nodes of a cluster that are members or become such, and those that were removed. */
final class Membership {
    final List<PlayedNode> all = new ArrayList<>();
    final List<PlayedNode> members = new ArrayList<>();
    final List<PlayedNode> removed = new ArrayList<>();
    private final World world;
    private final PlayedNetwork network;
    private final WrittenClaims claims;
    private final int factor;
    private final SplittableRandom random;
    private final List<String> first = new ArrayList<>();
    private final Set<PlayedNode> again = new HashSet<>();
    private int given;

    /** @param factor of the cluster that is founded */
    Membership(World world, PlayedNetwork network, WrittenClaims claims, int factor, SplittableRandom random) {
        this.world = world;
        this.network = network;
        this.claims = claims;
        this.factor = factor;
        this.random = random;
    }

    /** Those that begin. */
    void found(int count) {
        for (int i = 1; i <= count; i++) {
            first.add("node" + i);
        }
        first.forEach(id -> add(node(id, first)));
        given = count;
    }

    private PlayedNode node(String id, List<String> seeds) {
        return new PlayedNode(world, network, id, seeds, factor, random.nextInt(2_000_000) - 1_000_000);
    }

    private PlayedNode add(PlayedNode node) {
        all.add(node);
        members.add(node);
        node.beforeEnd(() -> claims.ending(node));
        return node;
    }

    /** One more, which is not started yet; it asks those that were there first. */
    PlayedNode join() {
        return add(node("node" + ++given, first));
    }

    /** One that was removed comes back under another id; not started yet. */
    PlayedNode rejoin(PlayedNode gone) {
        gone.crash(random.nextBoolean());
        all.remove(gone);
        removed.remove(gone);
        PlayedNode next = add(gone.rejoin("node" + ++given, random.nextBoolean()));
        again.add(next);
        return next;
    }

    /** Whether its disk may be lost: a directory that is made anew gets the machine's first id, which may be out. */
    boolean mayBeMadeAnew(PlayedNode node) {
        return !again.contains(node);
    }

    /** Sees who was removed: somebody knows that. */
    void look() {
        for (PlayedNode node : all) {
            if (isOut(node)) {
                claims.removed(node);
            }
            if (isOut(node) && members.remove(node)) {
                removed.add(node);
            } else if (!isOut(node) && removed.remove(node)) { // who knew has lost his disk
                members.add(node);
            }
        }
    }

    boolean isOut(PlayedNode node) {
        return all.stream()
                .filter(PlayedNode::up)
                .anyMatch(other -> other.cluster().situation().members().isOut(node.id));
    }

    /** Some that are up and, as far as they know, members, in any order. */
    List<PlayedNode> some() {
        List<PlayedNode> some = new ArrayList<>();
        List<PlayedNode> left = new ArrayList<>(members.stream()
                .filter(node -> node.awake() && node.cluster().situation().isMember())
                .toList());
        while (!left.isEmpty()) {
            some.add(left.remove(random.nextInt(left.size())));
        }
        return some;
    }
}
