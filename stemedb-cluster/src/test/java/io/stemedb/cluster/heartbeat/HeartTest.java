package io.stemedb.cluster.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.refusal.StemeException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Node a beats; at other addresses there are nodes that answer, or nobody. */
class HeartTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<String, Beat> there = new TreeMap<>();
    private long now = 10 * SECOND;
    private final Heart heart =
            new Heart(new AtOnce(), (address, patience) -> at(address), this::self, this::asking, Set::of);

    private int told;
    private int asked;

    private Beat self() {
        told++;
        return node("a", 1, "a:1");
    }

    private Beat asking() {
        asked++;
        return node("a", 1, "a:1");
    }

    private static Beat node(String id, long store, String address) {
        NodeInfo info = new NodeInfo(
                id, "stemedb", "00", 3, true, 1, store, address, "", "", "", "1", Protocols.OURS, 3, 0, false);
        return new Beat(info, 0, Map.of(), Map.of());
    }

    private Peer at(String address) {
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("beat");
                    return there.containsKey(address)
                            ? CompletableFuture.completedFuture(there.get(address))
                            : CompletableFuture.failedFuture(new UnreachableException("nobody"));
                });
    }

    private void begins(String id, long store, String address) {
        Beat beat = node(id, store, address);
        there.put(address, beat);
        heart.answer(beat);
        heart.beat();
    }

    @Test
    void who_sends_heartbeats_gets_some() {
        begins("b", 2, "b:1");
        assertThat(heart.neighbours()).containsOnlyKeys("b");
        assertThat(heart.idOf("b:1")).isEqualTo("b");
    }

    @Test
    void a_second_node_with_the_id_of_one_that_answers_is_left_out_and_told_why() {
        begins("b", 2, "b:1");
        Beat second = node("b", 3, "elsewhere:1");
        there.put("elsewhere:1", second);
        assertThatThrownBy(() -> heart.answer(second))
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("--node-id")
                .hasMessageContaining("b:1");
        now += SECOND;
        heart.beat();
        assertThat(heart.neighbours().get("b").address()).isEqualTo("b:1");
        assertThat(heart.strangers().get("elsewhere:1")).contains("the id b of the node at b:1");
    }

    @Test
    void a_node_that_was_set_up_anew_elsewhere_takes_the_place_of_the_one_that_is_gone() {
        begins("b", 2, "b:1");
        there.remove("b:1");
        now += 4 * SECOND;
        begins("b", 3, "elsewhere:1");
        assertThat(heart.neighbours().get("b").address()).isEqualTo("elsewhere:1");
        assertThat(heart.strangers()).isEmpty();
    }

    @Test
    void a_node_that_has_moved_is_no_stranger() {
        begins("b", 2, "b:1");
        there.remove("b:1");
        begins("b", 2, "elsewhere:1");
        assertThat(heart.neighbours().get("b").address()).isEqualTo("elsewhere:1");
        assertThat(heart.strangers()).isEmpty();
    }

    @Test
    void a_node_that_lost_its_disk_is_the_same_at_its_address() {
        begins("b", 2, "b:1");
        begins("b", 3, "b:1");
        assertThat(heart.neighbours().get("b").last().node().store()).isEqualTo(3);
        assertThat(heart.strangers()).isEmpty();
    }

    @Test
    void what_a_node_has_is_worked_out_for_answers_alone_and_who_it_is_once_for_all_whom_it_asks() {
        for (int other = 0; other < 50; other++) {
            Beat beat = node("n" + other, other, "n" + other + ":1");
            there.put("n" + other + ":1", beat);
            heart.answer(beat);
        }
        told = 0;
        asked = 0;
        heart.beat();
        assertThat(heart.neighbours()).hasSize(50);
        assertThat(told).isZero();
        assertThat(asked).as("once for the round, and once for each answer").isEqualTo(1 + 50);
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
}
