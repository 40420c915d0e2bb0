package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.files.Pace;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Stories that chance seldom tells, each told for one rule between nodes. */
class RulesBetweenNodesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    private final World world = new World(new SplittableRandom(7));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final Map<String, PlayedNode> nodes = new TreeMap<>();
    private int nextClaim;

    private void start(String... ids) {
        List<PlayedNode> some = new ArrayList<>();
        for (String id : ids) {
            some.add(new PlayedNode(world, network, id, List.of(ids), 2, 0));
            nodes.put(id, some.get(some.size() - 1));
        }
        some.forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    private PlayedNode node(String id) {
        return nodes.get(id);
    }

    /** Nothing gets from one of them to one of the others, nor back. */
    private void part(String one, String... others) {
        for (String other : others) {
            world.cut(one, other);
            world.cut(other, one);
        }
    }

    private Assertion claim() {
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), ++nextClaim);
        return Completion.complete(claim, nextClaim, () -> null);
    }

    private CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, Assertion claim, Ack ack) {
        CompletableFuture<List<AppendOutcome>> outcome = node.recording()
                .submit(List.of(new Append(claim, null, null)), new Recording.Terms(ack, Duration.ZERO));
        node.pump();
        return outcome;
    }

    private AppendOutcome write(PlayedNode node, Assertion claim, Ack ack) {
        CompletableFuture<List<AppendOutcome>> outcome = submit(node, claim, ack);
        world.runFor(6 * World.SECOND);
        return outcome.join().get(0);
    }

    private static boolean has(PlayedNode node, Assertion claim) {
        return node.machine.database().reader().find(claim.id()).isPresent();
    }

    private void requireRefused(PlayedNode node, CompletableFuture<?> command) {
        node.pump();
        world.runFor(10 * World.SECOND);
        assertThat(command).isDone();
        assertThatThrownBy(command::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE));
    }

    @Test
    void a_node_that_sees_none_of_its_seeds_founds_no_cluster() {
        List<String> ids = List.of("node1", "node2", "node3");
        ids.forEach(id -> nodes.put(id, new PlayedNode(world, network, id, ids, 2, 0)));
        node("node3").start();
        world.runFor(20 * World.SECOND);
        assertThat(node("node3").cluster().situation().isFounded()).isFalse();

        node("node2").start();
        world.runFor(10 * World.SECOND);
        assertThat(clusterOf("node3")).isEqualTo(clusterOf("node2"));
    }

    @Test
    void a_node_that_sees_nobody_stores_nothing_of_what_two_must_have() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        Assertion claim = claim();

        AppendOutcome refused = write(node("node1"), claim, Ack.QUORUM);
        assertThat(refused.whyRefused().map(StemeException::refusal)).contains(Refusal.REPLICAS_UNREACHABLE);
        assertThat(has(node("node1"), claim)).isFalse();

        write(node("node1"), claim, Ack.LEADER).orThrow();
        world.heal();
        world.runFor(5 * World.SECOND);
        assertThat(node("node2").cluster().situation().holders(SHARD)).allMatch(holder -> has(node(holder), claim));
    }

    @Test
    void a_command_that_only_one_node_has_is_not_acknowledged() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3"); // of which it does not know yet
        requireRefused(node("node1"), Departures.begin(node("node1").cluster(), "node3", true));
    }

    @Test
    void a_removal_that_was_refused_without_a_majority_does_not_come_about_later() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        requireRefused(node("node1"), Departures.begin(node("node1").cluster(), "node3", true));

        world.heal();
        world.runFor(5 * World.SECOND);
        nodes.values()
                .forEach(node -> assertThat(node.cluster().situation().members().isMember("node3"))
                        .isTrue());
    }

    @Test
    void of_two_commands_the_one_that_was_acknowledged_last_counts() {
        start("node1", "node2", "node3");
        Departures.step(node("node1").cluster(), "node3", false);
        node("node1").pump();
        world.runFor(World.SECOND);

        part("node1", "node2", "node3");
        var unused = Departures.stay(node("node2").cluster(), "node3");
        node("node2").pump();
        world.runFor(World.SECOND / 10);
        Departures.step(node("node2").cluster(), "node3", false); // it drains for the second time
        node("node2").pump();
        world.runFor(World.SECOND / 10);
        world.heal();

        CompletableFuture<Void> last = Departures.stay(node("node1").cluster(), "node3");
        node("node1").pump();
        world.runFor(World.SECOND);
        assertThat(last).isCompleted();
        world.runFor(3 * World.SECOND);
        nodes.values()
                .forEach(node -> assertThat(node.cluster().situation().facts().draining())
                        .as("what %s knows", node.id)
                        .isEmpty());
    }

    @Test
    void two_clusters_that_were_used_stay_apart() {
        start("node1", "node2");
        start("node3", "node4");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
        write(node("node3"), claim(), Ack.QUORUM).orThrow();
        String one = clusterOf("node1");
        String other = clusterOf("node3");
        assertThat(one).isNotEqualTo(other);

        node("node3").crash(false);
        node("node3").seeds(List.of("node1", "node2", "node3", "node4"));
        node("node3").start();
        world.runFor(15 * World.SECOND);
        assertThat(List.of(clusterOf("node1"), clusterOf("node2"))).containsOnly(one);
        assertThat(List.of(clusterOf("node3"), clusterOf("node4"))).containsOnly(other);
        assertThat(node("node3").cluster().situation().members().members()).containsExactly("node3", "node4");
    }

    private String clusterOf(String id) {
        return node(id).cluster().situation().facts().genesis().orElseThrow().id();
    }

    @Test
    void a_node_that_was_removed_takes_no_copies() {
        start("node1", "node2", "node3");
        Departures.step(node("node1").cluster(), "node3", true);
        node("node1").pump();
        world.runFor(2 * World.SECOND);
        Assertion claim = claim();
        write(node("node1"), claim, Ack.QUORUM).orThrow();
        List<StoredRecord> records = node("node1")
                .machine
                .database()
                .store()
                .copies()
                .without(SHARD, ShardVector.NONE, new byte[0], 1 << 20)
                .records();

        assertThat(network.from("node1")
                        .at(PlayedNetwork.addressOf("node3"), Duration.ofSeconds(2))
                        .store(records)
                        .join())
                .isNotEmpty()
                .containsOnly(CopyResult.REFUSED);
        assertThat(has(node("node3"), claim)).isFalse();
    }

    /** Holders of the shard, the one that leads it first, and behind them who is none. */
    private List<PlayedNode> holdersFirst() {
        List<PlayedNode> all = new ArrayList<>(nodes.values());
        List<String> holders = node("node1").cluster().situation().holders(SHARD);
        all.sort(Comparator.comparingInt(node -> holders.contains(node.id) ? holders.indexOf(node.id) : all.size()));
        assertThat(holders).hasSize(2);
        return all;
    }

    /** Before it has heard of a cluster it is alone, and answers what it has. */
    private static boolean vouches(PlayedNode node) {
        Situation now = node.cluster().situation();
        return now.isFounded() && now.canRead(SHARD);
    }

    @Test
    void an_empty_disk_is_not_full_because_the_only_node_beside_it_has_nothing_either() {
        start("node1", "node2", "node3");
        PlayedNode one = holdersFirst().get(0);
        PlayedNode other = holdersFirst().get(1);
        Assertion claim = claim();
        write(node("node1"), claim, Ack.QUORUM).orThrow();

        other.crash(false);
        one.loseDisk();
        one.start();
        for (int look = 0; look < 50; look++) {
            world.runFor(World.SECOND / 10);
            assertThat(vouches(one)).isFalse();
        }
        other.start();
        world.runFor(5 * World.SECOND);
        assertThat(vouches(one)).isTrue();
        assertThat(has(one, claim)).isTrue();
    }

    @Test
    void a_node_whose_directory_was_put_back_records_under_another_name() throws IOException {
        start("node1", "node2", "node3");
        PlayedNode one = holdersFirst().get(0);
        PlayedNode other = holdersFirst().get(1);
        long first = write(one, claim(), Ack.QUORUM).orThrow().dot().recorder();
        one.crash(false);
        DiskImage image = DiskImage.of(one.machine.disk(), Machine.DATA);
        one.start();
        world.runFor(5 * World.SECOND);
        Assertion forgotten = claim();
        assertThat(write(one, forgotten, Ack.QUORUM).orThrow().dot().recorder()).isEqualTo(first);

        one.loseDisk();
        image.writeTo(one.machine.disk());
        one.start();
        world.runFor(5 * World.SECOND);
        assertThat(has(one, forgotten)).isTrue();
        Assertion next = claim();
        assertThat(write(one, next, Ack.QUORUM).orThrow().dot().recorder()).isNotEqualTo(first);
        assertThat(has(other, next)).isTrue();
    }

    @Test
    void a_leader_that_stood_still_learns_first_what_was_taken_meanwhile() {
        start("node1", "node2", "node3");
        PlayedNode one = holdersFirst().get(0);
        PlayedNode other = holdersFirst().get(1);
        one.pause();
        world.runFor(3 * World.SECOND);
        Assertion claim = claim();
        Recorded taken = write(other, claim, Ack.QUORUM).orThrow();

        one.goOn();
        AppendOutcome repeated = write(one, claim, Ack.QUORUM);
        assertThat(repeated).isInstanceOf(AppendOutcome.AlreadyHeld.class);
        assertThat(repeated.orThrow().dot()).isEqualTo(taken.dot());
    }

    @Test
    void a_copy_that_is_still_being_filled_is_not_full_because_another_one_is() {
        start("node1", "node2", "node3");
        PlayedNode one = holdersFirst().get(0);
        Assertion claim = claim();
        write(node("node1"), claim, Ack.QUORUM).orThrow();

        one.loseDisk();
        world.weather(0, 0, 1); // everything is late
        one.start();
        for (int look = 0; look < 500; look++) {
            world.runFor(20 * World.MILLI);
            assertThat(!vouches(one) || has(one, claim))
                    .as("it has all that it vouches for")
                    .isTrue();
        }
        assertThat(vouches(one)).isTrue();
    }

    @Test
    void a_node_is_let_in_once_the_membership_shows_it() {
        List<String> ids = List.of("node1", "node2", "node3");
        for (String id : ids) {
            PlayedNode node = new PlayedNode(world, network, id, ids, 2, 0);
            node.membershipLacks(Set.of("node3"));
            nodes.put(id, node);
        }
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
        assertThat(node("node3").cluster().situation().isFounded()).isTrue();
        assertThat(node("node3").cluster().situation().isMember()).isFalse();

        nodes.values().forEach(node -> node.membershipLacks(Set.of()));
        world.runFor(3 * World.SECOND);
        assertThat(node("node3").cluster().situation().isMember()).isTrue();
    }

    private static boolean saysYes(PlayedNode holder, long facts) {
        ShardVector all = vector(holder, SHARD);
        return holder.served().vouches(new Holding(SHARD, all, facts)).join();
    }

    private static ShardVector vector(PlayedNode node, int shard) {
        return node.machine.database().shown().horizon().dots().of(shard);
    }

    @Test
    void a_holder_says_that_it_has_all_only_to_who_knows_the_same_facts() {
        start("node1", "node2", "node3");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
        PlayedNode holder = holdersFirst().get(0);
        long facts = vector(holder, PathHash.SYSTEM_SHARD).digest();
        assertThat(saysYes(holder, facts)).isTrue();
        assertThat(saysYes(holder, facts + 1)).isFalse();
    }

    @Test
    void a_holder_with_damage_on_its_disk_does_not_say_that_it_has_all() throws IOException, Pace.StoppedException {
        start("node1", "node2", "node3");
        PlayedNode holder = holdersFirst().get(0);
        for (int i = 0; i < 60; i++) {
            write(holder, claim(), Ack.QUORUM).orThrow();
        }
        long facts = vector(holder, PathHash.SYSTEM_SHARD).digest();
        assertThat(saysYes(holder, facts)).isTrue();

        Path runs = Machine.DATA.resolve("db");
        Path run = runs.resolve(holder.machine.disk().list(runs).stream()
                .filter(name -> name.endsWith(".mv"))
                .findFirst()
                .orElseThrow());
        holder.machine.disk().damage(run, holder.machine.disk().size(run) / 2);
        holder.machine.database().store().scrub().run(Pace.UNLIMITED);
        assertThat(holder.machine.database().store().damages()).isNotEmpty();
        assertThat(saysYes(holder, facts)).isFalse();
    }

    @Test
    void a_stand_in_takes_claims_while_it_asks_whether_its_copy_may_go() {
        start("node1", "node2", "node3");
        PlayedNode one = holdersFirst().get(0);
        write(one, claim(), Ack.QUORUM).orThrow();
        holdersFirst().get(1).crash(false);
        world.runFor(3 * World.SECOND);
        for (int i = 0; i < 40; i++) {
            var outcome = submit(one, claim(), Ack.QUORUM);
            world.runFor(100 * World.MILLI);
            assertThat(outcome).as("claim %d", i).isCompleted();
            outcome.join().get(0).orThrow();
        }
    }

    @Test
    void a_node_that_sees_no_majority_gives_itself_no_places() {
        start("node1", "node2", "node3");
        List<String> before = node("node3").cluster().situation().holders(SHARD);
        part("node3", "node1", "node2");
        world.runFor(15 * World.SECOND); // the others are given up meanwhile
        assertThat(node("node3").cluster().situation().holders(SHARD)).isEqualTo(before);
    }

    @Test
    void a_node_that_is_cut_off_lets_nobody_in() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        PlayedNode fourth = new PlayedNode(world, network, "node4", List.of("node1"), 2, 0);
        fourth.start();
        part("node4", "node2", "node3");
        world.runFor(5 * World.SECOND);
        assertThat(node("node1").cluster().situation().members().isMember("node4"))
                .isFalse();

        world.heal();
        world.runFor(5 * World.SECOND);
        assertThat(node("node2").cluster().situation().members().isMember("node4"))
                .isTrue();
    }

    @Test
    void a_node_that_is_about_to_stop_is_asked_for_nothing_more() {
        start("node1", "node2", "node3");
        node("node2").cluster().stopping();
        world.runFor(World.SECOND);
        assertThat(node("node1").cluster().situation().liveMembers()).containsExactly("node1", "node3");
    }
}
