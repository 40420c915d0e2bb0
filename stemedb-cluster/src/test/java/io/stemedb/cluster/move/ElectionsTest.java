package io.stemedb.cluster.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.situation.Situations;
import org.junit.jupiter.api.Test;

class ElectionsTest {
    @Test
    void a_change_of_leader_is_told_once_and_the_first_one_is_none() {
        Elections elections = new Elections();
        Situations all = Situations.well().holders("b", "c").keeps("b", true, 1).keeps("c", true, 1);
        assertThat(elections.changes(all.seenBy("a"), 1)).isEmpty();
        assertThat(elections.changes(all.silent("b").seenBy("a"), 1))
                .containsExactly(new Elections.Change(0, "b", "c"));
        assertThat(elections.changes(all.seenBy("a"), 1)).isEmpty();
        assertThat(elections.changes(all.silent("c").seenBy("a"), 1))
                .containsExactly(new Elections.Change(0, "c", "nobody"));
    }
}
