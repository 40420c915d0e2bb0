package io.stemedb.cluster.agreement;

import static io.stemedb.cluster.agreement.Known.NOW;
import static io.stemedb.cluster.agreement.Known.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.SomeMembers;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long BACK_SINCE = NOW - SECOND;

    private final Known known = new Known();

    private boolean waits(String... silent) {
        return Freshness.waits(known.knowledge(), BACK_SINCE, List.of(silent)::contains);
    }

    @Test
    void a_tick_that_is_late_by_three_seconds_shows_that_the_process_stood_still() {
        assertThat(Freshness.wasAway(NOW, NOW + 3 * SECOND - 1)).isFalse();
        assertThat(Freshness.wasAway(NOW, NOW + 3 * SECOND)).isTrue();
        assertThat(Freshness.wasAway(Long.MAX_VALUE, Long.MIN_VALUE))
                .as("the clock may start anywhere")
                .isFalse();
    }

    @Test
    void who_has_come_back_waits_until_it_was_compared_with_each_member() {
        assertThat(waits()).isTrue();
        known.comparedAt.put("b", BACK_SINCE);
        known.comparedAt.put("c", BACK_SINCE - 1);
        assertThat(waits()).as("c was compared before").isTrue();
        known.comparedAt.put("c", BACK_SINCE);
        assertThat(waits()).isFalse();
    }

    @Test
    void who_has_just_started_waits_although_it_has_heard_of_nobody_yet() {
        known.heard.clear();
        assertThat(waits()).isTrue();
    }

    @Test
    void a_member_that_was_asked_and_is_silent_is_not_waited_for() {
        known.comparedAt.put("b", BACK_SINCE);
        assertThat(waits("c")).isFalse();
    }

    @Test
    void nobody_waits_for_more_than_two_seconds() {
        long longAgo = NOW - 2 * SECOND;
        assertThat(Freshness.waits(known.knowledge(), longAgo, node -> false)).isFalse();
        assertThat(Freshness.waits(known.knowledge(), longAgo + 1, node -> false))
                .isTrue();
    }

    @Test
    void a_node_alone_and_one_that_knows_of_no_cluster_yet_do_not_wait() {
        known.members = SomeMembers.in("a");
        assertThat(waits()).isFalse();
        known.members = SomeMembers.in();
        assertThat(waits()).isFalse();
    }

    @Test
    void a_copy_that_is_not_listed_is_never_compared_and_so_not_waited_for() {
        known.holders = List.of("b", "c");
        assertThat(waits()).isFalse();
    }
}
