package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same for rules of copies: who has all, who takes some, who may drop his. */
class CopiesBetweenNodesTest extends Story {
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

    private static boolean saysYes(PlayedNode holder, long facts) {
        return saysYes(holder, facts, holder.id);
    }

    private static boolean saysYes(PlayedNode holder, long facts, String asked) {
        ShardVector all = vector(holder, SHARD);
        return holder.served().vouches(new Holding(SHARD, all, facts, asked)).join();
    }

    private static ShardVector vector(PlayedNode node, int shard) {
        return node.machine.database().shown().horizon().dots().of(shard);
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

    @Test
    void a_fact_of_a_kind_that_this_release_does_not_know_is_kept_and_passed_on() {
        start("node1", "node2", "node3");
        CanonicalJson value =
                CanonicalJson.ofCanonical("{\"node\":\"node1\",\"value\":{},\"version\":1}".getBytes(UTF_8));
        Claim claim = Claim.ofSystem("_stemedb/cluster/later/x", "fact", value, 1);
        Assertion later = Completion.complete(claim, 1, () -> null);
        var unused = node("node1").machine.database().recorder().submit(List.of(new Append(later, null, null)));
        node("node1").pump();
        world.runFor(5 * World.SECOND);
        nodes.values().forEach(node -> assertThat(has(node, later)).as(node.id).isTrue());

        node("node2").crash(false);
        node("node2").loseDisk();
        node("node2").start();
        world.runFor(20 * World.SECOND);
        assertThat(has(node("node2"), later)).as("its disk was lost").isTrue();
        assertThat(node("node2").cluster().situation().isMember()).isTrue();
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
    void a_holder_says_that_it_has_all_only_to_who_knows_the_same_facts() {
        start("node1", "node2", "node3");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
        PlayedNode holder = holdersFirst().get(0);
        long facts = vector(holder, PathHash.SYSTEM_SHARD).digest();
        assertThat(saysYes(holder, facts)).isTrue();
        assertThat(saysYes(holder, facts + 1)).isFalse();
    }

    @Test
    void a_holder_does_not_say_that_another_one_has_all_at_whose_address_it_is() {
        start("node1", "node2", "node3");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
        PlayedNode holder = holdersFirst().get(0);
        long facts = vector(holder, PathHash.SYSTEM_SHARD).digest();
        assertThat(saysYes(holder, facts, holder.id)).isTrue();
        assertThat(saysYes(holder, facts, holdersFirst().get(1).id)).isFalse();
        assertThat(saysYes(holder, facts, "")).as("an earlier build asks").isTrue();
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
}
