package io.stemedb.cluster.situation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NextLeaderTest {
    private static Situations led() {
        Situations some = Situations.well().holders("a", "b", "c");
        return some.keeps("a", true, 5).keeps("b", true, 5).keeps("c", true, 5);
    }

    @Test
    void the_next_leader_is_the_first_other_holder_that_is_live_and_has_all() {
        assertThat(NextLeader.of(led().seenBy("a"), 0)).contains("b");
        assertThat(NextLeader.of(led().silent("b").seenBy("a"), 0)).contains("c");
        assertThat(NextLeader.of(led().keeps("b", false, 5).seenBy("a"), 0)).contains("c");
    }

    @Test
    void a_holder_that_drains_is_passed_over_since_it_could_not_lead() {
        assertThat(NextLeader.of(led().drains("b").seenBy("a"), 0)).contains("c");
        assertThat(NextLeader.of(led().drains("b").silent("c").seenBy("a"), 0)).isEmpty();
    }
}
