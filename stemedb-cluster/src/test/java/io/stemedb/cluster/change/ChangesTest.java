package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a change before it begins, while another one is under way: one shard, and members a, b and c. */
class ChangesTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);
    private static final long NOW = 1_000_000_000;
    private static final long A_MINUTE = 60_000_000;
    private static final long LARGE = 1L << 40;

    private final FactBook book = new FactBook(
            "a",
            (appends, terms) -> {
                throw new AssertionError("it only looks");
            },
            null);
    private Situation now = kept().seenBy("a");
    private final Changes changes = new Changes(book, () -> now, Map::of, some -> Map.of(), TERMS, () -> NOW);

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private void know(FactKey key, CanonicalJson value) {
        Fact fact = new Fact(key, book.facts().nextVersion(key), "b", value);
        book.applied(new Recorded(fact.assertion(1), 1, new Dot(1, fact.version()), null, null));
    }

    private static UnderWay underWay(Change change) {
        return new UnderWay("t1", Changes.text(change), "b", "cold", NOW, NOW + 1, true, false);
    }

    private void goesOn(Change change) {
        know(FactKey.of(Kind.CHANGE), Values.of(underWay(change)));
    }

    private Outlook look(Change change) {
        return changes.look(change, Map.of("a", LARGE, "b", LARGE, "c", LARGE));
    }

    @Test
    void the_inverse_of_a_drain_that_is_under_way_aborts_it() {
        goesOn(new Change.Drain("b"));
        now = kept().drains("b").seenBy("a");
        Outlook undrain = look(new Change.Undrain("b"));
        assertThat(undrain.aborts()).contains("t1");
        assertThat(undrain.against()).isEmpty();
        assertThat(undrain.plan()).first().asString().startsWith("task t1 is aborted");
        assertThat(look(new Change.Undrain("c")).aborts()).isEmpty();
    }

    @Test
    void the_inverse_of_a_factor_that_is_under_way_aborts_it_though_one_copy_would_be_refused() {
        goesOn(new Change.Factor(3, 1));
        now = kept().factor(3).seenBy("a");
        Outlook back = look(new Change.Factor(1, 0));
        assertThat(back.aborts()).contains("t1");
        assertThat(back.against()).isEmpty();
        assertThat(look(new Change.Factor(2, 0)).aborts()).isEmpty();
    }

    @Test
    void it_needs_no_majority_and_no_upgrade_as_an_abort_needs_none() {
        goesOn(new Change.Factor(3, 2));
        now = kept().factor(3).earlier("c").silent("b").silent("c").seenBy("a");
        assertThat(look(new Change.Factor(2, 0)).aborts()).contains("t1");
    }

    @Test
    void what_is_drained_for_a_removal_or_was_before_is_ended_by_an_abort_alone() {
        now = kept().drains("b").seenBy("a");
        for (Change running : new Change[] {new Change.Remove("b", false), new Change.Drain("b", true)}) {
            goesOn(running);
            assertThatThrownBy(() -> look(new Change.Undrain("b")))
                    .isInstanceOfSatisfying(StemeException.class, refused -> {
                        assertThat(refused.refusal()).isEqualTo(Refusal.UNSAFE);
                        assertThat(refused.hint()).contains("DELETE /admin/tasks/t1");
                    });
        }
    }

    @Test
    void one_that_has_ended_or_that_nobody_sees_to_any_more_is_not_aborted() {
        know(
                FactKey.of(Kind.CHANGE),
                Values.of(underWay(new Change.Factor(3, 2)).ended()));
        now = kept().factor(3).seenBy("a");
        assertThat(look(new Change.Factor(2, 0)).aborts()).isEmpty();
        UnderWay forgotten = underWay(new Change.Factor(3, 2)).by("b", NOW - A_MINUTE);
        know(FactKey.of(Kind.CHANGE), Values.of(forgotten));
        now = kept().factor(3).silent("b").seenBy("a");
        assertThat(look(new Change.Factor(2, 0)).aborts()).isEmpty();
        assertThat(look(new Change.Factor(2, 0)).against()).isEmpty();
    }

    @Test
    void another_change_that_is_under_way_is_no_refusal_that_force_overrides() {
        goesOn(new Change.Drain("b"));
        Outlook second = look(new Change.Factor(4, 0));
        assertThat(second.refusals()).singleElement().asString().contains("3 nodes can keep some");
        assertThat(second.bars()).singleElement().asString().contains("a drain of b is under way: task t1");
        assertThat(second.against()).hasSize(2);
        assertThat(second.against().get(0)).doesNotContain("force");
        assertThat(second.against().get(1)).contains("a drain of b", "\"force\":true does not help");
        assertThat(Outlook.barred(second.change(), "alone").against())
                .containsExactly("alone (\"force\":true does not help)");
    }

    @Test
    void a_plan_leaves_out_what_is_done_anyway() {
        assertThat(look(new Change.Drain("b")).plan()).containsExactly("shard_0: a, b -> a, c");
        now = kept().drains("b").seenBy("a");
        assertThat(look(new Change.Unpin(0, "")).plan()).isEmpty();
    }

    @Test
    void what_takes_a_change_back_is_told_until_it_cannot_be_taken_back() {
        assertThat(changes.inverse(underWay(new Change.Drain("b")))).isEqualTo("POST /admin/nodes/b/undrain");
        UnderWay remove = underWay(new Change.Remove("b", false));
        assertThat(changes.inverse(remove)).isEqualTo("DELETE /admin/tasks/t1");
        know(FactKey.of(Kind.MEMBER, "b"), Values.standing(false));
        assertThat(changes.inverse(remove)).isNull();
        assertThat(changes.inverse(new UnderWay("t1", "{\"what\":\"split\"}", "b", "", 1, 2, true, false)))
                .as("of a later release")
                .isNull();
    }
}
