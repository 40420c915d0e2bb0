package io.stemedb.cluster.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a node says of its copies is of now, though it is worked out only if something has changed. */
class CopyStatesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    private final Machine machine = Machine.with(
            new SplittableRandom(7),
            SmallDatabase.in(Machine.DATA)
                    .named("a")
                    .shards(Machine.SHARDS)
                    .amongOthers()
                    .options(),
            0);
    private final Copies copies;

    CopyStatesTest() throws IOException {
        machine.open();
        copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
    }

    private CopyState state() {
        return copies.states().get(SHARD);
    }

    @Test
    void a_claim_is_in_the_digest_at_once() {
        assertThat(copies.states()).isEmpty();
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical(new byte[] {'1'}), 1);
        var appended = machine.database()
                .recorder()
                .submit(List.of(new Append(Completion.complete(claim, 1, () -> null), null, null)));
        while (machine.database().step()) {
            // the next group
        }
        assertThat(appended).isCompleted();
        assertThat(state().digest()).isEqualTo(copies.have(SHARD).digest()).isNotZero();
        assertThat(state().records()).as("not counted yet").isZero();
        copies.count();
        assertThat(state().records()).isEqualTo(1);
    }

    @Test
    void what_a_node_vouches_for_and_what_it_seals_is_said_at_once() throws IOException {
        copies.fill(Set.of(SHARD));
        assertThat(state().filled()).isTrue();
        copies.seal(SHARD);
        assertThat(state().sealed()).isTrue();
        copies.unseal(SHARD);
        assertThat(state().sealed()).isFalse();
        copies.unfill(Set.of(SHARD));
        assertThat(copies.states()).isEmpty();
    }

    @Test
    void what_nothing_has_changed_of_is_not_worked_out_again() throws IOException {
        copies.fill(Set.of(SHARD));
        Map<Integer, CopyState> said = copies.states();
        assertThat(copies.states()).isSameAs(said);
        assertThat(copies.resting()).isSameAs(copies.resting());
    }
}
