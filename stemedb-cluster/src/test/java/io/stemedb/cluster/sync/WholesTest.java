package io.stemedb.cluster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is counted once all pages are there, and when it is not. */
class WholesTest {
    private static final int SHARD = 1;
    private static final ShardVector HELD = ShardVector.of(77, Intervals.of(1, 500));

    private final Machine machine = Machine.with(
            new SplittableRandom(7), SmallDatabase.in(Machine.DATA).named("a").options(), 0);
    private final Copies copies;
    private final Wholes wholes;

    WholesTest() throws IOException {
        machine.open();
        copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        wholes = new Wholes(copies);
    }

    private void step() {
        boolean more = true;
        while (more) {
            more = machine.database().step();
        }
    }

    private void comes(ShardVector held, long epoch, byte... next) {
        wholes.came(new Pulled.Part(SHARD, List.of(), next, held, epoch));
        step();
    }

    private void asks(boolean first) {
        wholes.begin(SHARD, first);
    }

    @Test
    void all_pages_from_the_first_to_the_last_are_all_that_the_other_node_had() {
        asks(true);
        comes(HELD, 5, (byte) 1);
        assertThat(copies.have(SHARD).isEmpty()).isTrue();
        asks(false);
        comes(ShardVector.NONE, 5);
        assertThat(copies.have(SHARD)).isEqualTo(HELD);
    }

    @Test
    void pages_between_which_the_other_node_lost_something_are_no_whole() {
        asks(true);
        comes(HELD, 5, (byte) 1);
        asks(false);
        comes(ShardVector.NONE, 6);
        assertThat(copies.have(SHARD).isEmpty()).isTrue();
    }

    @Test
    void nothing_is_counted_if_this_node_has_dropped_or_lost_something_meanwhile() {
        asks(true);
        comes(HELD, 5, (byte) 1);
        var dropped = copies.drop(SHARD, ShardVector.NONE);
        step();
        assertThat(dropped).isCompletedWithValue(true);
        asks(false);
        comes(ShardVector.NONE, 5);
        assertThat(copies.have(SHARD).isEmpty()).isTrue();
    }

    @Test
    void a_node_of_an_earlier_release_says_nothing_of_a_whole() {
        asks(true);
        comes(HELD, 0);
        assertThat(copies.have(SHARD).isEmpty()).isTrue();
    }

    @Test
    void a_shard_is_odd_while_what_is_dropped_may_still_show_and_even_again_afterwards() {
        assertThat(copies.shrinks(SHARD)).isZero();
        var dropped = copies.drop(SHARD, ShardVector.NONE);
        step();
        assertThat(dropped).isCompletedWithValue(true);
        assertThat(copies.shrinks(SHARD)).isEqualTo(2);
        assertThat(copies.shrinks(SHARD + 1)).as("another shard").isZero();
    }
}
