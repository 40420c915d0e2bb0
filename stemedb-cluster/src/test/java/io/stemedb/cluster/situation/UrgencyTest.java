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
        all.changes(change("factor", 1, 2, true));
        assertThat(Urgency.isUrgent(all.seenBy("b"), 0)).isFalse();
        assertThat(Urgency.isUrgent(all.silent("d").seenBy("b"), 0))
                .as("with d another copy may be lost")
                .isTrue();
        assertThat(Urgency.isUrgent(lacking(change("factor", 1, 2, false)), 0))
                .as("what is lacking once it has ended")
                .isTrue();
        assertThat(Urgency.isUrgent(lacking(change("drain", 1, 2, true)), 0)).isTrue();
        assertThat(Urgency.isUrgent(lacking(change("factor", 3, 2, true)), 0))
                .as("what is lacking while there are to be fewer copies than before")
                .isTrue();
        assertThat(Urgency.isUrgent(lacking(change("factor", 2, 3, true)), 0))
                .as("one of the two that there were is lost")
                .isTrue();
        UnderWay later = new UnderWay("t-1", "{\"what\":\"factor\",\"to\":3}", "a", "", 1, 2, true, false);
        assertThat(Urgency.isUrgent(lacking(later), 0))
                .as("a later release may say it in another way")
                .isTrue();
    }

    private static Situation lacking(UnderWay change) {
        return Situations.well()
                .holders("a", "b")
                .keeps("a", true, 5)
                .changes(change)
                .seenBy("b");
    }

    private static UnderWay change(String what, int before, int copies, boolean running) {
        return new UnderWay(
                "t-1",
                "{\"what\":\"" + what + "\",\"copies\":" + copies + ",\"before\":" + before + "}",
                "a",
                "",
                1,
                2,
                running,
                false);
    }
}
