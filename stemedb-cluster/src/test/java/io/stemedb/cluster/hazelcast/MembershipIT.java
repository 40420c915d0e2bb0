package io.stemedb.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.cluster.hazelcast.Circle.One;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MembershipIT {
    private final Circle circle = new Circle();

    @AfterEach
    void end() throws Exception {
        circle.close();
    }

    private List<One> three(String secret) throws Exception {
        List<Integer> ports = List.of(Circle.freePort(), Circle.freePort(), Circle.freePort());
        List<String> seeds = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        return List.of(
                circle.add("a", ports.get(0), seeds, "circle", secret),
                circle.add("b", ports.get(1), seeds, "circle", secret),
                circle.add("c", ports.get(2), seeds, "circle", secret));
    }

    private static void awaitNodes(List<One> ones, String... nodes) {
        await().atMost(Circle.PATIENCE)
                .untilAsserted(() -> assertThat(ones)
                        .allSatisfy(one -> assertThat(one.nodes()).containsExactlyInAnyOrder(nodes)));
    }

    private static boolean allOwned(One one) {
        return one.membership().view().owners().stream().allMatch(Objects::nonNull);
    }

    @Test
    void three_nodes_find_each_other_and_agree_and_a_hard_end_is_seen_fast() throws Exception {
        List<One> all = three("a secret of theirs");

        awaitNodes(all, "a", "b", "c");
        await().atMost(Circle.PATIENCE).untilAsserted(() -> {
            assertThat(all).allMatch(MembershipIT::allOwned);
            assertThat(all.stream().map(one -> one.membership().view().owners()))
                    .containsOnly(owners(all.get(0)));
            assertThat(new HashSet<>(owners(all.get(0)))).containsExactlyInAnyOrder("a", "b", "c");
        });
        assertThat(all.stream().map(one -> one.membership().view().master()).distinct())
                .hasSize(1);
        assertThat(all)
                .allSatisfy(one -> assertThat(one.membership().view().members())
                        .extracting(Member::rpc)
                        .containsExactlyInAnyOrder(
                                "a.example.com:18182", "b.example.com:18182", "c.example.com:18182"));

        String gone = all.get(0).membership().view().master().orElseThrow();
        List<One> others = all.stream().filter(one -> !one.node().equals(gone)).toList();
        all.stream()
                .filter(one -> one.node().equals(gone))
                .forEach(one -> one.membership().kill());

        // Long before any pulse is missed for too long; a busy machine takes more than the usual second or two.
        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(others)
                        .allSatisfy(one -> assertThat(one.vanished())
                                .extracting(Member::node)
                                .contains(gone)));
        // It is made again by itself, and owns something again.
        awaitNodes(all, "a", "b", "c");
        await().atMost(Circle.PATIENCE)
                .untilAsserted(
                        () -> assertThat(new HashSet<>(owners(others.get(0)))).contains("a", "b", "c"));
    }

    private static List<String> owners(One one) {
        return one.membership().view().owners();
    }

    @Test
    void a_node_alone_is_a_member_and_leaves_in_order() throws Exception {
        One one = circle.add("a", Circle.freePort(), List.of());

        awaitNodes(List.of(one), "a");
        assertThat(one.membership().view().master()).contains("a");
        await().atMost(Circle.PATIENCE).until(() -> allOwned(one));

        one.membership().close();
        one.membership().ended().get(30, TimeUnit.SECONDS);
        assertThat(one.membership().view().members()).isEmpty();
        assertThat(one.membership().view().owners()).hasSize(Circle.SHARDS).containsOnlyNulls();
    }

    @Test
    void an_error_of_any_kind_does_not_end_it() throws Exception {
        circle.breakListeners();
        an_instance_that_died_is_made_again();
    }

    @Test
    void an_instance_that_died_is_made_again() throws Exception {
        One one = circle.add("a", Circle.freePort(), List.of());
        awaitNodes(List.of(one), "a");
        UUID before = one.membership().view().members().get(0).uuid();

        one.membership().kill();

        await().atMost(Circle.PATIENCE)
                .untilAsserted(() -> assertThat(one.membership().view().members())
                        .extracting(Member::uuid)
                        .hasSize(1)
                        .doesNotContain(before));
        assertThat(one.views()).anySatisfy(view -> assertThat(view.trouble()).isPresent());
    }

    @Test
    void a_port_that_is_taken_is_tried_again_until_it_is_free() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        One one = circle.add("a", taken.getLocalPort(), List.of());
        await().atMost(Circle.PATIENCE)
                .untilAsserted(
                        () -> assertThat(one.membership().view().trouble()).isPresent());

        taken.close();

        awaitNodes(List.of(one), "a");
        assertThat(one.membership().view().trouble()).isEmpty();
    }

    @Test
    void another_name_or_secret_is_kept_out() throws Exception {
        One one = circle.add("a", Circle.freePort(), List.of(), "circle", "their secret");
        awaitNodes(List.of(one), "a");

        One otherName = circle.add("b", Circle.freePort(), List.of(one.seed()), "square", "their secret");
        One otherSecret = circle.add("c", Circle.freePort(), List.of(one.seed()), "circle", "no secret of theirs");
        One noSecret = circle.add("d", Circle.freePort(), List.of(one.seed()), "circle", null);
        One welcome = circle.add("e", Circle.freePort(), List.of(one.seed()), "circle", "their secret");

        awaitNodes(List.of(one, welcome), "a", "e");
        awaitNodes(List.of(otherName), "b");
        awaitNodes(List.of(otherSecret), "c");
        awaitNodes(List.of(noSecret), "d");
        assertThat(one.views())
                .allSatisfy(view ->
                        assertThat(view.members()).extracting(Member::node).isSubsetOf("a", "e"));
    }

    @Test
    void a_seed_that_is_added_later_joins_two_halves() throws Exception {
        One one = circle.add("a", Circle.freePort(), List.of());
        One other = circle.add("b", Circle.freePort(), List.of());
        awaitNodes(List.of(one), "a");
        awaitNodes(List.of(other), "b");

        one.membership().addSeed(other.seed());

        awaitNodes(List.of(one, other), "a", "b");
    }

    /** Such as a seed with a typing error, which is the port of something else. A join is given up after 30 s. */
    @Tag("full")
    @Test
    void a_seed_at_which_something_else_takes_connections_does_not_keep_the_others_apart() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String wrong = "127.0.0.1:" + silent.getLocalPort();
            One one = circle.add("a", Circle.freePort(), List.of(wrong));
            One other = circle.add("b", Circle.freePort(), List.of(wrong, one.seed()));
            one.membership().addSeed(other.seed());
            other.membership().addSeed(one.seed());

            await().atMost(Circle.LONG_PATIENCE)
                    .untilAsserted(() -> assertThat(List.of(one, other))
                            .allSatisfy(each -> assertThat(each.nodes()).containsExactlyInAnyOrder("a", "b")));
        }
    }

    @Test
    void a_node_that_waits_for_an_answer_can_be_closed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            One one = circle.add("a", Circle.freePort(), List.of("127.0.0.1:" + silent.getLocalPort()));
            try (Socket held = silent.accept()) {
                one.membership().close();

                one.membership().ended().get(30, TimeUnit.SECONDS);
                assertThat(held.isClosed()).isFalse();
            }
            assertThat(one.membership().view().members()).isEmpty();
        }
    }
}
