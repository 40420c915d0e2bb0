package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.simulation.WrittenClaims.Written;
import io.stemedb.intake.Ack;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Two to five nodes of real parts in one thread, while nodes join, are removed, come back and join again under another
 * id, and while the number of copies changes between one and three, under the faults of {@link ClusterSimulation}. An
 * answer that calls itself complete misses nothing of what was acknowledged at quorum, unless as many disks that had it
 * as that are lost or removed; at the end the members are alike, and nobody keeps what he is not to keep.
 */
class ChangingMembersSimulation {
    private static final int SEEDS = Seeds.many(20, 1_000);

    @Test
    void what_calls_itself_complete_is_so_whoever_comes_and_goes() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(SEEDS, seed -> new History(seed, seen).play());
        assertThat(seen.counts())
                .containsKeys("acknowledged", "complete", "incomplete", "complete without one", "healed")
                .containsKeys("join", "join at the edge", "remove", "remove dead", "come back", "rejoin")
                .containsKeys("factor", "lost disk", "crash", "pause", "shadow", "sudden shadow");
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final Chronicle seen;
        private final Chronicle story = new Chronicle();
        private final WrittenClaims claims;
        private final Membership nodes;
        private final AlikeNodes alike;
        private final LostDisks lostDisks;
        private final PlayedFaults faults;
        private final PlayedClients clients;
        private final MemberChanges changes;
        private final Shadows shadows;
        private final int shadowsCast;

        History(long seed, Chronicle seen) {
            this.random = new SplittableRandom(seed);
            this.world = new World(random.split());
            PlayedNetwork network = new PlayedNetwork(world);
            this.seen = seen;
            int count = 2 + random.nextInt(4);
            int factor = 1 + random.nextInt(Math.min(count, 3));
            this.claims = new WrittenClaims(factor);
            this.nodes = new Membership(world, network, claims, factor, random.split());
            nodes.found(count);
            this.alike = new AlikeNodes(nodes.members, nodes.removed, claims, story);
            this.lostDisks = new LostDisks(nodes.members);
            this.faults = new PlayedFaults(random.split(), world, nodes.all, this::did);
            this.clients = new PlayedClients(random.split(), world, network, nodes.all, claims, seen, this::did);
            clients.beforeBlame(nodes::look);
            this.changes = new MemberChanges(world, nodes, claims, lostDisks, random.split(), this::did);
            this.shadows = new Shadows(world, nodes, changes, clients, random.split(), this::did);
            this.shadowsCast = random.nextInt(4);
        }

        void play() {
            nodes.all.forEach(node -> world.later(random.nextLong(3 * World.SECOND), node::start));
            times(120, 3, 70, clients::write);
            times(120, 8, 80, clients::read);
            times(random.nextInt(7), 10, 60, faults::strike);
            times(3 + random.nextInt(7), 10, 65, changes::change);
            times(random.nextInt(3), 15, 60, faults::pause);
            for (int i = 0; i < shadowsCast; i++) {
                times(1, 16 + 16 * i, 18 + 16 * i, shadows::cast);
            }
            go(80);
            heal();
            go(15);
            changes.leave();
            go(25);
            requireAlike();
            nodes.all.forEach(node -> {
                node.crash(random.nextBoolean());
                world.later(random.nextLong(4 * World.SECOND), node::start);
            });
            go(15);
            requireNothingRecordedByRemoved();
            requireAlike();
        }

        private void times(int many, int from, int until, Runnable what) {
            for (int i = 0; i < many; i++) {
                world.later(random.nextLong(from * World.SECOND, until * World.SECOND), what);
            }
        }

        private void go(long seconds) {
            for (long second = 0; second < seconds && clients.broken() == null; second++) {
                world.runFor(World.SECOND);
                nodes.look();
                lostDisks.look();
                if (!lostDisks.isEmpty() && alike.healed()) {
                    did("healed", lostDisks);
                    lostDisks.healed();
                    claims.settled(nodes.members.get(0).cluster().situation().factor());
                }
            }
            assertThat(clients.broken()).as(story.toString()).isNull();
        }

        private void did(String what, Object details) {
            seen.count(what);
            story.did(world.now() / World.MILLI + " " + what, details);
        }

        private void heal() {
            story.did(world.now() / World.MILLI + " quiet", "");
            world.heal();
            nodes.all.forEach(PlayedNode::goOn);
            nodes.all.forEach(PlayedNode::start);
        }

        private void requireAlike() {
            for (int second = 0; second < 60 && !alike.isTidy(); second++) {
                go(1);
            }
            claims.allAreBack();
            alike.requireAlike();
        }

        /** They know by now that they are out, and whoever asks them gets it recorded elsewhere. */
        private void requireNothingRecordedByRemoved() {
            List<PlayedNode> removed = List.copyOf(nodes.removed);
            List<Written> written = new ArrayList<>();
            removed.forEach(node -> written.add(clients.writeAt(node, Ack.LEADER)));
            go(2);
            for (int i = 0; i < removed.size(); i++) {
                assertThat(removed.get(i).has(written.get(i).id()))
                        .as("%s, which is out, has recorded\n %s", removed.get(i).id, story)
                        .isFalse();
            }
        }
    }
}
