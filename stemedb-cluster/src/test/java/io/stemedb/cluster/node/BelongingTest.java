package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory that is opened by a node that names no others. */
class BelongingTest {
    private Database database;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(
                SmallDatabase.in(Path.of("/data")).named("a").shards(1).options(),
                OneThread.on(new SimulatedDisk(new Random(1))).surroundings(),
                recorded -> {});
    }

    private void state(Fact fact) {
        var unused = database.recorder().submit(List.of(new Append(fact.assertion(1), null, null)));
        while (database.step()) {
            // the next group
        }
    }

    private void member(String node, long version, boolean in) {
        state(new Fact(FactKey.of(Kind.MEMBER, node), version, "a", Values.standing(in)));
    }

    @Test
    void of_a_node_that_never_had_others_nothing_speaks_against_it() {
        assertThat(Belonging.refusal(database.reader(), "a")).isEmpty();
        member("a", 1, true);
        assertThat(Belonging.refusal(database.reader(), "a")).isEmpty();
    }

    @Test
    void of_a_member_beside_others_it_is_refused_with_the_seeds_to_start_it_with() {
        state(new Fact(FactKey.of(Kind.GENESIS), 1, "a", Values.of(new Genesis("00", "claims", 1))));
        state(new Fact(
                FactKey.of(Kind.ADDRESS, "b"), 1, "b", Values.of(new Addresses("b:18182", "b:18183", "b:1", "b:2"))));
        member("a", 1, true);
        member("b", 1, true);
        assertThat(Belonging.refusal(database.reader(), "a").orElseThrow())
                .contains("cluster claims", "beside b.", "--seed-nodes b:18183,", "STEMEDB_CLUSTER_ENABLED=false");

        member("b", 2, false);
        assertThat(Belonging.refusal(database.reader(), "a"))
                .as("b was removed")
                .isEmpty();
    }
}
