package io.stemedb.cluster.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.fact.Values.UnderWay;
import org.junit.jupiter.api.Test;

class UrgencyTest {
    /** It takes until all of them are there, and readers and writers go on meanwhile. */
    @Test
    void copies_that_an_operator_has_just_asked_for_can_wait_and_copies_that_are_lost_cannot() {
        Situations all = Situations.well()
                .joined("d")
                .holders("a", "b")
                .keeps("a", true, 5)
                .keeps("b", false, 0);
        assertThat(Urgency.isUrgent(all.seenBy("b"), 0)).isTrue();
        all.changes(change("factor", 2, true));
        assertThat(Urgency.isUrgent(all.seenBy("b"), 0)).isFalse();
        assertThat(Urgency.isUrgent(all.silent("d").seenBy("b"), 0))
                .as("with d another copy may be lost")
                .isTrue();
        assertThat(Urgency.isUrgent(lacking(change("factor", 2, false)), 0))
                .as("what is lacking once it has ended")
                .isTrue();
        assertThat(Urgency.isUrgent(lacking(change("drain", 0, true)), 0)).isTrue();
        assertThat(Urgency.isUrgent(lacking(change("factor", 1, true)), 0))
                .as("what is lacking while there are to be no more copies than before")
                .isTrue();
    }

    private static Situation lacking(UnderWay change) {
        return Situations.well()
                .holders("a", "b")
                .keeps("a", true, 5)
                .changes(change)
                .seenBy("b");
    }

    private static UnderWay change(String what, int copies, boolean running) {
        return new UnderWay(
                "t-1",
                "{\"what\":\"" + what + "\",\"copies\":" + copies + ",\"before\":1}",
                "a",
                "",
                1,
                2,
                running,
                false);
    }
}
