package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.admin.outcome.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static Line of(String words) {
        return Line.of(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    private static void same(String words, String name, String rest) {
        assertThat(of(words)).isEqualTo(new Line(name, rest.isEmpty() ? List.of() : List.of(rest.split(" ")), false));
    }

    @Test
    void what_a_command_is_about_stands_before_the_verb_or_after_it() {
        same("node node-2 shards --leader", "node shards", "node-2 --leader");
        same("node shards node-2 --leader", "node shards", "node-2 --leader");
        same("node --leader node-2 shards", "node shards", "--leader node-2");
        same("shard rebalance --target-node n", "shard rebalance", "--target-node n");
        same("shard 7 rebalance --target-node n", "shard rebalance", "7 --target-node n");
        same("cluster set factor 3", "cluster set", "factor 3");
        same("scrub pause", "scrub", "pause");
    }

    @Test
    void the_value_of_a_flag_is_no_verb() {
        same("--output list node list", "node list", "--output list");
        same("node --reason drain n undrain", "node undrain", "--reason drain n");
        same("shard 7 --node info elect-leader", "shard elect-leader", "7 --node info");
    }

    @Test
    void the_first_verb_counts_if_an_id_is_called_like_one() {
        same("node info list", "node info", "list");
        same("node drain info", "node drain", "info");
    }

    @Test
    void only_a_number_is_the_value_of_watch() {
        same("node list --watch 5", "node list", "--watch=5");
        same("--watch node list", "node list", "--watch=");
        same("node --watch n info", "node info", "--watch= n");
    }

    @Test
    void what_follows_two_dashes_is_no_flag() {
        same("node info -- --help", "node info", "-- --help");
        same("node info -- -x", "node info", "-- -x");
    }

    @Test
    void help_may_be_asked_for_in_three_ways() {
        Line expected = new Line("node drain", List.of("--help"), true);
        assertThat(of("node drain --help")).isEqualTo(expected);
        assertThat(of("help node drain")).isEqualTo(expected);
        assertThat(of("node drain -h").help()).isTrue();
        for (String words : new String[] {"", "help", "--help", "node", "help node", "node --help"}) {
            assertThat(of(words).help()).as(words).isTrue();
            assertThat(of(words).name()).isEqualTo(words.contains("node") ? "node" : "");
        }
    }

    @Test
    void what_is_no_command_is_refused_with_those_there_are() {
        String[][] wrong = {
            {"nodes list", "no command 'nodes'"},
            {"node frob", "node has no command 'frob'; it has list, info"},
            {"node n frob", "node has no command 'frob'"},
            {"node n m info", "node has no command 'm'"},
            {"--verbose", "no command is named"},
        };
        for (String[] one : wrong) {
            assertThatThrownBy(() -> of(one[0]))
                    .isInstanceOfSatisfying(
                            Trouble.class, trouble -> assertThat(trouble.line()).contains(one[1]));
        }
    }
}
