package io.stemedb.cluster.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.json.CanonicalJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static Fact holders(int shard, long version, String node, String... nodes) {
        return new Fact(FactKey.of(Kind.HOLDERS, shard), version, node, Values.holders(List.of(nodes)));
    }

    private static Recorded recorded(Assertion assertion) {
        return new Recorded(assertion, 1, new Dot(1, 1), null, null);
    }

    @Test
    void a_token_is_read_back_and_is_shown_without_its_hash() {
        Token token = new Token(
                "abcdefghijkl",
                Role.WRITER,
                "0a".repeat(32),
                "note",
                Instant.EPOCH,
                "cli",
                Instant.EPOCH.plusSeconds(1),
                true);
        Fact fact = new Fact(FactKey.of(Kind.TOKEN, token.id()), 1, "n1", TokenValues.of(token));

        Fact read = Fact.read(recorded(fact.assertion(1_000_000))).orElseThrow();

        assertThat(Facts.NONE.with(read).tokens().all()).containsExactly(token);
        assertThat(TokenValues.shown(read).toString()).contains("writer").doesNotContain("0a0a");
        Facts facts = Facts.NONE.with(read);
        TokenSet known = facts.tokens();
        assertThat(facts.with(holders(17, 2, "n1", "n1")).tokens()).isSameAs(known);
    }

    @Test
    void a_fact_is_read_back_as_it_was_stated() {
        List<Fact> all = List.of(
                new Fact(FactKey.of(Kind.GENESIS), 1, "n1", Values.of(new Genesis("ab", "stemedb", 64))),
                new Fact(FactKey.of(Kind.MEMBER, "n.2_x"), 3, "n1", Values.standing(true)),
                new Fact(FactKey.of(Kind.ADDRESS, "n1"), 1, "n1", Values.of(new Addresses("a:1", "a:2", "a:3", "a:4"))),
                holders(17, 2, "n1", "n1", "n2"),
                new Fact(FactKey.of(Kind.FACTOR), 1, "n1", Values.factor(3)));
        Facts facts = Facts.NONE;
        for (Fact fact : all) {
            Fact read = Fact.read(recorded(fact.assertion(1_000_000))).orElseThrow();
            assertThat(read).isEqualTo(fact);
            facts = facts.with(read);
        }
        assertThat(facts.genesis()).contains(new Genesis("ab", "stemedb", 64));
        assertThat(facts.standings()).containsExactly(Map.entry("n.2_x", true));
        assertThat(facts.addresses("n1")).contains(new Addresses("a:1", "a:2", "a:3", "a:4"));
        assertThat(facts.holders(17)).containsExactly("n1", "n2");
        assertThat(facts.holders(18)).isEmpty();
        assertThat(facts.factor()).isEqualTo(3);
    }

    @Test
    void the_shards_of_a_node_follow_its_lists_as_they_change() {
        Facts before = Facts.NONE.with(holders(3, 1, "a", "a", "b")).with(holders(70, 1, "a", "b"));
        assertThat(before.shardsOf("b")).containsExactly(3, 70);
        assertThat(before.holders(3)).containsExactly("a", "b");

        Facts after = before.with(holders(3, 2, "a", "a", "c")).with(holders(1, 1, "a", "c"));
        assertThat(after.holders(3)).as("read again, as it has changed").containsExactly("a", "c");
        assertThat(after.shardsOf("b")).containsExactly(70);
        assertThat(after.shardsOf("c")).containsExactly(1, 3);
        assertThat(after.shardsOf("d")).isEmpty();
        assertThat(before.shardsOf("c")).as("what was known before stays").isEmpty();
    }

    @Test
    void a_list_of_what_is_no_shard_is_nobodys() {
        FactKey strange = new FactKey(Kind.HOLDERS, "x");
        Facts facts = Facts.NONE.with(new Fact(strange, 1, "a", Values.holders(List.of("a"))));
        assertThat(facts.shardsOf("a")).isEmpty();
    }

    private static Fact out(String node, String by, boolean withoutMajority) {
        return new Fact(
                FactKey.of(Kind.MEMBER, node),
                2,
                by,
                withoutMajority ? Values.outWithoutMajority() : Values.standing(false));
    }

    @Test
    void a_removal_without_a_majority_counts_unless_a_majority_has_removed_the_one_who_made_it() {
        Facts unsafe = Facts.NONE.with(out("b", "a", true));
        assertThat(unsafe.standings()).containsExactly(Map.entry("b", false));
        assertThat(unsafe.with(out("a", "b", false)).standings())
                .containsExactly(Map.entry("a", false), Map.entry("b", true));
        assertThat(unsafe.with(out("a", "c", true)).standings())
                .as("c has not heard of it either")
                .containsExactly(Map.entry("a", false), Map.entry("b", false));
    }

    @Test
    void of_two_that_took_each_other_for_lost_without_a_majority_the_one_with_the_lesser_name_is_right() {
        Facts two = Facts.NONE.with(out("b", "a", true)).with(out("a", "b", true));
        assertThat(two.standings()).containsExactly(Map.entry("a", true), Map.entry("b", false));
        assertThat(two.with(out("c", "b", true)).with(out("d", "a", true)).standings())
                .as("and so is who it has taken out")
                .containsExactly(
                        Map.entry("a", true), Map.entry("b", false), Map.entry("c", true), Map.entry("d", false));
    }

    @Test
    void who_is_out_on_the_word_of_one_node_comes_before_that_one_and_nobody_twice() {
        Facts facts = Facts.NONE.with(out("b", "a", true)).with(out("c", "b", true));
        assertThat(facts.with(out("d", "x", true)).with(out("e", "a", false)).outOnWordOf("a"))
                .as("c is out on the word of b")
                .containsExactly("c", "b");
        assertThat(facts.with(out("c", "d", true)).with(out("d", "c", true)).outOnWordOf("c"))
                .containsExactly("d");
        assertThat(facts.with(out("a", "d", false)).outOnWordOf("a"))
                .as("it is a member again, and a majority has heard nothing else")
                .isEmpty();
    }

    @Test
    void a_pin_to_a_node_that_is_out_is_nobodys_wish_any_more() {
        Facts facts = Facts.NONE
                .with(new Fact(FactKey.of(Kind.PIN, 3), 1, "a", Values.pin("b")))
                .with(new Fact(FactKey.of(Kind.PIN, 4), 1, "a", Values.pin("c")));
        assertThat(facts.pins()).containsExactly(Map.entry(3, "b"), Map.entry(4, "c"));
        assertThat(facts.with(out("b", "a", false)).pins()).containsExactly(Map.entry(4, "c"));
    }

    @Test
    void the_greatest_version_counts_then_the_node_then_the_value() {
        Facts facts = Facts.NONE.with(holders(1, 2, "a", "x"));

        assertThat(facts.with(holders(1, 1, "z", "y")).holders(1)).containsExactly("x");
        assertThat(facts.with(holders(1, 2, "b", "y")).holders(1)).containsExactly("y");
        assertThat(facts.with(holders(1, 2, "a", "y")).holders(1)).containsExactly("y");
        assertThat(facts.with(holders(1, 3, "a", "y")).holders(1)).containsExactly("y");
        assertThat(facts.nextVersion(FactKey.of(Kind.HOLDERS, 1))).isEqualTo(3);
    }

    private static Fact factor(long version, String node, int copies) {
        return new Fact(FactKey.of(Kind.FACTOR), version, node, Values.factor(copies));
    }

    @Test
    void of_two_clusters_that_become_one_the_larger_factor_stays_whoever_wrote_it() {
        for (String other : List.of("a", "z")) {
            Facts facts = Facts.NONE.with(factor(1, "m", 2)).with(factor(1, other, 1));
            assertThat(facts.factor()).as(other).isEqualTo(2);
            assertThat(facts.with(factor(1, other, 10)).factor()).as(other).isEqualTo(10);
        }
        assertThat(Facts.NONE.with(factor(1, "m", 2)).with(factor(2, "a", 1)).factor())
                .as("an operator has changed it since")
                .isEqualTo(1);
    }

    @Test
    void a_value_of_another_shape_than_this_release_knows_is_no_fact_and_changes_nothing() {
        Facts known = Facts.NONE.with(factor(1, "n", 3)).with(holders(1, 1, "n", "a"));
        for (String text : List.of(
                "{}",
                "3",
                "{\"standing\":\"guest\"}",
                "{\"factor\":\"x\",\"id\":7,\"shards\":-1,\"nodes\":{},\"rpc\":[]}")) {
            CanonicalJson value = CanonicalJson.ofCanonical(text.getBytes(UTF_8));
            for (Kind kind : Kind.values()) {
                FactKey key = kind == Kind.GENESIS || kind == Kind.FACTOR ? FactKey.of(kind) : FactKey.of(kind, "1");
                Fact later = new Fact(key, 9, "n", value);
                boolean read = Fact.read(recorded(later.assertion(1))).isPresent();
                assertThat(read).as("%s %s", kind, text).isFalse();
            }
        }
        Fact more = new Fact(
                FactKey.of(Kind.FACTOR),
                2,
                "n",
                CanonicalJson.ofCanonical("{\"factor\":4,\"zones\":2}".getBytes(UTF_8)));
        assertThat(known.with(Fact.read(recorded(more.assertion(1))).orElseThrow())
                        .factor())
                .as("a field more does not matter")
                .isEqualTo(4);
    }

    @Property(tries = 50)
    void the_order_in_which_facts_are_heard_of_never_matters(@ForAll long seed) {
        List<Fact> all = Arrays.asList(
                holders(1, 1, "a", "x"),
                holders(1, 2, "a", "y"),
                holders(1, 2, "b", "z"),
                holders(2, 1, "a", "x"),
                new Fact(FactKey.of(Kind.MEMBER, "n"), 1, "a", Values.standing(true)),
                new Fact(FactKey.of(Kind.MEMBER, "n"), 1, "a", Values.standing(false)));
        Collections.shuffle(all, new Random(seed));
        Facts facts = Facts.NONE;
        for (Fact fact : all) {
            facts = facts.with(fact);
        }
        assertThat(facts.holders(1)).containsExactly("z");
        assertThat(facts.standings().get("n")).isFalse();
    }

    @Test
    void a_path_of_a_kind_that_is_not_known_is_that_of_no_fact() {
        assertThat(FactKey.ofPath(FactKey.ROOT + "weather/rain")).isEmpty();
        assertThat(FactKey.ofPath("geo/country")).isEmpty();
    }
}
