package io.stemedb.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Members ABC = SomeMembers.in("a", "b", "c");

    @Test
    void seeds_that_no_fact_names_count_although_they_are_no_members() {
        Members members = SomeMembers.withSeeds(SomeMembers.in("a"), "b", "host:1");
        assertThat(members.members()).containsExactly("a");
        assertThat(members.counted()).containsExactly("a", "b", "host:1");
        assertThat(members.isMajority(List.of("a"))).isFalse();
        assertThat(members.isMajority(List.of("a", "b"))).isTrue();
    }

    @Test
    void a_seed_that_a_fact_names_counts_by_its_fact_alone() {
        Members members = SomeMembers.withSeeds(SomeMembers.withOut(SomeMembers.in("a", "b"), "c"), "b", "c");
        assertThat(members.unnamedSeeds()).isEmpty();
        assertThat(members.counted()).containsExactly("a", "b");
    }

    @Test
    void addresses_of_one_node_count_once_and_those_of_a_member_not_at_all() {
        Members members = Members.of(
                new TreeMap<>(Map.of("a", Standing.IN)),
                List.of("a:1", "a-by-name:1", "b:1", "b-by-name:1", "never-answered:1"),
                Map.of("a:1", "a", "a-by-name:1", "a", "b:1", "b", "b-by-name:1", "b"));
        assertThat(members.counted()).containsExactly("a", "b", "never-answered:1");
    }

    @Test
    void a_node_that_is_out_neither_counts_nor_belongs() {
        Members members = SomeMembers.withOut(ABC, "c");
        assertThat(members.isOut("c")).isTrue();
        assertThat(members.isMember("c")).isFalse();
        assertThat(members.counted()).containsExactly("a", "b");
        assertThat(members.isOut("d")).isFalse();
    }

    @Test
    void half_is_no_majority_and_a_node_counts_once() {
        Members members = SomeMembers.in("a", "b", "c", "d");
        assertThat(members.isMajority(List.of("a", "b"))).isFalse();
        assertThat(members.isMajority(List.of("a", "b", "b"))).isFalse();
        assertThat(members.isMajority(List.of("a", "b", "stranger"))).isFalse();
        assertThat(members.isMajority(List.of("a", "b", "c"))).isTrue();
    }

    @Test
    void among_nobody_there_is_no_majority() {
        assertThat(SomeMembers.in().isMajority(List.of())).isFalse();
    }

    @Property
    void two_majorities_share_a_node(
            @ForAll Set<@CharRange(from = 'a', to = 'h') @StringLength(1) String> all,
            @ForAll Set<@CharRange(from = 'a', to = 'h') @StringLength(1) String> some,
            @ForAll Set<@CharRange(from = 'a', to = 'h') @StringLength(1) String> others) {
        Members members = SomeMembers.in(all.toArray(String[]::new));
        if (members.isMajority(some) && members.isMajority(others)) {
            assertThat(some).containsAnyElementsOf(others);
        }
    }
}
