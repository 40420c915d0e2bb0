package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
    private final HostRules local = new HostRules(true, "127.0.0.1");
    private final HostRules open = new HostRules(false, "0.0.0.0");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:xx", "a b:1", "a:-1", "a:99999", "a:123456", "[::1", "a/b", "é", "a:1:2", "@"})
    void what_is_no_host_is_refused_by_every_node(String host) {
        assertThat(local.judge(host).status()).isEqualTo(400);
        assertThat(open.judge(host).status()).isEqualTo(400);
        assertThat(open.judge(host).field()).isEqualTo("/Host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "127.0.0.1:18180",
                "127.3.2.1",
                "[::1]",
                "[::1]:80",
                "[0:0:0:0:0:0:0:1]",
                "localhost:"
            })
    void a_local_node_answers_to_the_names_of_this_machine(String host) {
        assertThat(local.judge(host)).isNull();
        assertThat(local.judge(host)).as("again").isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:18180", "10.0.0.1", "1270.0.1"
            })
    void a_local_node_refuses_every_other_name_and_says_why(String host) {
        EdgeProblem problem = local.judge(host);

        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.field()).isEqualTo("/Host");
        assertThat(problem.hint()).contains("security.mode");
        assertThat(open.judge(host)).isNull();
    }
}
