package io.stemedb.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.SomeMembers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private static final long NOW = 1_000;
    private static final long LIVE_AFTER = 20;
    private static final long REREPLICATE_AFTER = 100;
    private static final Members ABC = SomeMembers.in("a", "b", "c");

    private static Eligibility of(Members members, List<String> drains, Map<String, Long> heard, long startedAt) {
        return Eligibility.of(members, drains, Liveness.of("a", heard, NOW, LIVE_AFTER), startedAt, REREPLICATE_AFTER);
    }

    @Test
    void members_that_are_live_are_eligible() {
        Eligibility eligibility = of(ABC, List.of(), Map.of("b", NOW, "c", NOW), 0);
        assertThat(eligibility.eligible()).containsExactly("a", "b", "c");
        assertThat(eligibility.mayBalance()).isTrue();
    }

    @Test
    void a_node_that_is_away_for_a_short_while_keeps_its_places_and_nothing_is_balanced() {
        Eligibility eligibility = of(ABC, List.of(), Map.of("b", NOW, "c", NOW - 119), 0);
        assertThat(eligibility.eligible()).contains("c");
        assertThat(eligibility.away()).containsExactly("c");
        assertThat(eligibility.mayBalance()).isFalse();
    }

    @Test
    void a_node_that_is_away_for_long_is_given_up() {
        Eligibility eligibility = of(ABC, List.of(), Map.of("b", NOW, "c", NOW - 120), 0);
        assertThat(eligibility.eligible()).containsExactly("a", "b");
        assertThat(eligibility.away()).isEmpty();
    }

    @Test
    void a_node_that_has_just_started_gives_up_nobody_it_has_not_heard_yet() {
        assertThat(of(ABC, List.of(), Map.of(), NOW).eligible()).containsExactly("a", "b", "c");
        assertThat(of(ABC, List.of(), Map.of(), NOW - 120).eligible()).containsExactly("a");
    }

    @Test
    void a_node_that_drains_is_not_eligible_and_nobody_waits_for_it() {
        Eligibility eligibility = of(ABC, List.of("c"), Map.of("b", NOW), NOW);
        assertThat(eligibility.eligible()).containsExactly("a", "b");
        assertThat(eligibility.away()).isEmpty();
    }

    @Test
    void nodes_that_are_out_and_seeds_are_not_eligible() {
        Members members = SomeMembers.withSeeds(SomeMembers.withOut(SomeMembers.in("a", "b"), "c"), "d");
        Eligibility eligibility = of(members, List.of(), Map.of("b", NOW, "c", NOW, "d", NOW), 0);
        assertThat(eligibility.eligible()).containsExactly("a", "b");
    }
}
