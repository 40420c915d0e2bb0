package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenText;
import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.node.NodeTokens;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of tokens on one node is known on all. */
class TokensBetweenNodesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");
    private static final List<String> IDS = List.of("node1", "node2", "node3");

    private final World world = new World(new SplittableRandom(11));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final Map<String, PlayedNode> nodes = new TreeMap<>();
    private final Token token = Token.of(TokenText.fresh(new Random(1)), Role.OPERATOR, "", NOW, "cli");

    @BeforeEach
    void start() {
        IDS.forEach(id -> nodes.put(id, new PlayedNode(world, network, id, IDS, 2, 0)));
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    private TokenFacts on(String node) {
        return NodeTokens.of(nodes.get(node).cluster());
    }

    private <T> CompletableFuture<T> ended(CompletableFuture<T> call) {
        for (int step = 0; step < 400 && !call.isDone(); step++) {
            nodes.values().forEach(PlayedNode::pump);
            world.runFor(10 * World.MILLI);
        }
        return call;
    }

    private void settle() {
        for (int step = 0; step < 200; step++) {
            nodes.values().forEach(PlayedNode::pump);
            world.runFor(50 * World.MILLI);
        }
    }

    private void cutOff(String node) {
        IDS.stream().filter(id -> !id.equals(node)).forEach(other -> {
            world.cut(node, other);
            world.cut(other, node);
        });
    }

    @Test
    void a_token_that_one_node_states_is_known_on_all_and_so_is_its_end() {
        assertThat(ended(on("node1").state(token))).isCompleted();
        settle();
        assertThat(IDS)
                .allSatisfy(id -> assertThat(on(id).known().get(token.id())).contains(token));

        assertThat(ended(on("node3").state(token.revoked(NOW)))).isCompleted();
        settle();
        assertThat(IDS)
                .allSatisfy(id -> assertThat(on(id).known().get(token.id())).contains(token.revoked(NOW)));
    }

    @Test
    void a_node_that_has_not_heard_of_the_end_does_not_bring_a_token_back() {
        cutOff("node3");
        assertThat(ended(on("node1").state(token))).isCompleted();
        assertThat(ended(on("node1").state(token.revoked(NOW)))).isCompleted();
        world.heal();

        var unused = ended(on("node3").offer(token).handle((agreed, failure) -> agreed));
        settle();

        assertThat(IDS)
                .allSatisfy(id -> assertThat(on(id).known().get(token.id())).contains(token.revoked(NOW)));
    }

    @Test
    void a_node_that_is_cut_off_states_nothing() {
        cutOff("node1");
        settle();

        assertThat(ended(on("node1").state(token)))
                .isCompletedExceptionally()
                .satisfies(call -> assertThatThrownBy(call::join)
                        .cause()
                        .isInstanceOfSatisfying(
                                StemeException.class,
                                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE)));
    }

    @Test
    void no_token_is_made_while_a_node_would_let_everybody_in() {
        assertThatCode(() -> on("node1").requireUnderstood()).doesNotThrowAnyException();
        nodes.get("node3").earlier(true);
        settle();

        assertThatThrownBy(() -> on("node1").requireUnderstood())
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("node3");
    }

    @Test
    void an_open_node_counts_as_one_that_lets_everybody_in_for_itself_and_for_others() {
        nodes.get("node3").crash(false);
        nodes.get("node3").open(true);
        nodes.get("node3").start();
        settle();

        for (String node : IDS) {
            assertThatThrownBy(() -> on(node).requireUnderstood())
                    .isInstanceOf(StemeException.class)
                    .hasMessageEndingWith(": node3");
        }
    }

    @Test
    void health_says_it_once_there_are_tokens_and_a_node_lets_everybody_in() {
        nodes.get("node3").earlier(true);
        settle();
        assertThat(NodeTokens.reasons(nodes.get("node1").cluster())).doesNotContainKey("unguarded");

        nodes.get("node3").earlier(false);
        assertThat(ended(on("node1").state(token))).isCompleted();
        settle();
        assertThat(NodeTokens.reasons(nodes.get("node1").cluster())).doesNotContainKey("unguarded");

        nodes.get("node3").earlier(true);
        settle();
        assertThat(NodeTokens.reasons(nodes.get("node1").cluster()).get("unguarded"))
                .endsWith(": node3");
    }
}
