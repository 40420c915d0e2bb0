package io.stemedb.cluster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PullerTest {
    private static final int SHARD = 0;
    private static final StoredRecord RECORD = new StoredRecord(new byte[] {1}, new byte[] {2});

    private final Comparisons comparisons = new Comparisons();
    private final List<CompletableFuture<Pulled>> pulls = new ArrayList<>();
    private boolean stores = true;
    private long store = 1;
    private long now = 10;
    private final Puller puller;
    private final Beat beat;

    /** Node a, which is to keep the shard, hears that node b has something else in it. */
    PullerTest() throws IOException {
        Machine machine = Machine.with(
                new SplittableRandom(7),
                SmallDatabase.in(Machine.DATA).named("a").options(),
                0);
        machine.open();
        Copies copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        Peer b = (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("pull");
                    pulls.add(new CompletableFuture<>());
                    return pulls.get(pulls.size() - 1);
                });
        puller = new Puller(
                new AtOnce(),
                (address, patience) -> b,
                () -> Situations.well().holders("a", "b").seenBy("a"),
                copies,
                comparisons,
                records -> CompletableFuture.completedFuture(stores),
                1,
                0);
        NodeInfo info =
                new NodeInfo("b", "stemedb", "00", 3, true, 1, 1, "b:1", "", "", "", "1", Protocols.OURS, 1, 0, false);
        Map<Integer, CopyState> something = Map.of(SHARD, new CopyState(true, false, 5, 2, 200));
        beat = new Beat(info, copies.systemDigest(), something, Map.of());
        hears();
    }

    private void hears() {
        puller.heard(new Neighbour("b:1", beat, 1, 2, 0));
    }

    private final class AtOnce implements Loop {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long wallMicros() {
            return 0;
        }

        @Override
        public void later(Duration delay, Runnable work) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }

    private void comes(byte... next) {
        pulls.get(pulls.size() - 1).complete(new Pulled(store, List.of(new Pulled.Part(SHARD, List.of(RECORD), next))));
    }

    @Test
    void a_pull_compares_as_of_when_it_was_begun() {
        now = 20; // the other node may have taken something since
        comes((byte) 1);
        now = 30;
        comes();
        assertThat(comparisons.last("b", SHARD)).isEqualTo(10);
    }

    @Test
    void an_answer_of_another_store_than_was_asked_is_none() {
        store = 2;
        comes();
        assertThat(comparisons.last("b", SHARD)).isNull();
        hears();
        assertThat(pulls).as("another try").hasSize(2);
    }

    @Test
    void a_pull_compares_only_once_its_last_page_is_there() {
        comes((byte) 1);
        assertThat(pulls).hasSize(2);
        assertThat(comparisons.last("b", SHARD)).isNull();
    }

    @Test
    void a_pull_of_what_cannot_be_stored_compares_nothing() {
        stores = false;
        comes();
        assertThat(comparisons.last("b", SHARD)).isNull();
    }

    /** Its disk is full, and all that comes is sent for nothing. */
    @Test
    void a_copy_that_cannot_be_stored_is_asked_for_after_ever_longer_pauses_of_a_minute_at_most() {
        stores = false;
        for (long pause = 1; pause <= 64; pause *= 2) {
            comes();
            int asked = pulls.size();
            now += Math.min(60, pause) * 1_000_000_000L - 1;
            hears();
            assertThat(pulls).hasSize(asked);
            now += 1;
            hears();
            assertThat(pulls).hasSize(asked + 1);
        }
        stores = true;
        comes((byte) 1);
        stores = false;
        comes();
        now += 1_000_000_000L;
        int asked = pulls.size();
        hears();
        assertThat(pulls).as("a short pause after something was stored").hasSize(asked + 1);
    }

    @Test
    void what_is_on_its_way_is_not_pulled_as_long_as_all_was_alike_a_moment_ago() {
        comes();
        now += 890_000_000;
        hears();
        assertThat(pulls).hasSize(1);
        now += 10_000_000;
        hears();
        assertThat(pulls).hasSize(2);
    }

    @Test
    void it_is_pulled_at_once_if_somebody_waits_for_a_later_comparison() {
        comes();
        now += 1_000;
        comparisons.want(now);
        hears();
        assertThat(pulls).hasSize(2);
        comes();
        now += 1_000;
        hears();
        assertThat(pulls).as("it is late enough now").hasSize(2);
    }
}
