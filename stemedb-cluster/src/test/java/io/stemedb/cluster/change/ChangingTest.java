package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangingTest extends PlayedChange {
    @Test
    void it_states_what_is_wanted_waits_and_lets_others_begin() throws IOException {
        run(false, STATE, WAIT, WAIT, DONE);
        assertThat(did).containsExactly("state", "release");
        assertThat(watch.at).isEqualTo(1);
    }

    @Test
    void a_task_that_waits_for_room_is_taken_back_as_any() throws IOException {
        watch.abortAfter = 2;
        run(false, STATE, owing(100));
        assertThat(did).containsExactly("state", "go back", "back", "release");
    }

    @Test
    void who_aborts_it_has_it_taken_back_and_that_is_noted_first() throws IOException {
        watch.abortAfter = 2;
        run(false, STATE, WAIT);
        assertThat(did).containsExactly("state", "go back", "back", "release");
    }

    @Test
    void what_cannot_be_taken_back_any_more_is_not_called_aborted() throws IOException {
        watch.abortAfter = 1;
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "it may count later all the same"));
        run(false, OUT, WAIT, DONE);
        assertThat(did).containsExactly("state again", "release");
        assertThat(watch.noticed)
                .as("a task that has noticed it is called aborted")
                .isFalse();
    }

    @Test
    void there_is_a_way_back_until_what_is_for_good_has_been_stored() throws IOException {
        storesWhatIsRefused = false;
        refusals.add(StemeException.of(Refusal.DISK_FULL, "full"));
        List<Boolean> told = new ArrayList<>();
        nexts.addAll(List.of(OUT, OUT, WAIT, DONE));
        new Changing(new Played(), false, () -> told.add(watch.isForGood)).run(watch);
        assertThat(told).containsExactly(false, true, true);
    }

    @Test
    void there_is_no_way_back_once_it_is_known_here_though_no_majority_has_agreed() throws IOException {
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "no majority has agreed"));
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "nor now"));
        watch.stopAfter = 2;
        nexts.add(OUT);
        new Changing(new Played(), false, () -> watch.looks++).run(watch);
        assertThat(did).isEmpty();
        assertThat(watch.isForGood).isTrue();
    }

    @Test
    void what_was_aborted_elsewhere_and_has_come_about_is_not_called_taken_back() throws IOException {
        forGood = true;
        run(true, DONE);
        assertThat(did).containsExactly("release");
    }

    @Test
    void what_comes_about_for_good_while_it_is_taken_back_is_a_failure() {
        watch.abortAfter = 0;
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "too few"));
        nexts.add(DONE);
        Changing changing = new Changing(new Played(), false, () -> forGood = true);
        assertThatThrownBy(() -> changing.run(watch))
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("for good");
        assertThat(did).containsExactly("release");
    }

    @Test
    void a_node_that_stops_in_the_last_moment_leaves_it_to_others_too() throws IOException {
        forGood = true;
        watch.stopAfter = 0;
        run(false, WAIT);
        assertThat(watch.noticed).isTrue();
        assertThat(locked).isTrue();
    }

    @Test
    void a_node_that_stops_leaves_it_to_others_as_it_is() throws IOException {
        watch.stopAfter = 2;
        run(false, STATE, WAIT);
        assertThat(did).containsExactly("state");
        assertThat(locked).isTrue();
    }

    @Test
    void too_few_nodes_and_a_full_disk_are_waited_for() throws IOException {
        storesWhatIsRefused = false;
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "too few"));
        refusals.add(StemeException.of(Refusal.DISK_FULL, "full"));
        run(false, STATE, STATE, STATE, DONE);
        assertThat(did).containsExactly("state", "release");
    }

    /** The node that was asked has its own fact, and sees at its next look that it is so. */
    @Test
    void what_no_majority_agreed_to_is_stated_again_before_it_counts_as_done() throws IOException {
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "no majority has agreed"));
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "nor now"));
        run(false, STATE, DONE);
        assertThat(did).containsExactly("state again", "release");
        assertThat(watch.looks).isEqualTo(2);
    }

    /** Of two facts the first was stored here and agreed to by nobody; the second one is no reason to forget it. */
    @Test
    void what_is_stated_beside_a_change_is_stated_again_too_until_a_majority_has_agreed() throws IOException {
        FactKey first = FactKey.of(Kind.MEMBER, "x");
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "no majority has agreed"));
        nexts.addAll(List.of(Next.state(first, Values.standing(false), false), OUT, DONE));
        Changing changing = new Changing(
                new Played() {
                    @Override
                    public Map<FactKey, CanonicalJson> known() {
                        return Map.of();
                    }
                },
                false,
                () -> watch.looks++);
        changing.run(watch);
        assertThat(did).containsExactly("state again", "state", "release");
    }

    @Test
    void what_a_node_has_stated_that_ended_is_stated_again_before_it_counts_as_done() throws IOException {
        known.put(DRAIN, Values.draining(true));
        run(false, WAIT, DONE);
        assertThat(did).containsExactly("state again", "release");
    }

    @Test
    void what_no_majority_agreed_to_does_not_overrule_somebody_either() {
        stated = true;
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "no majority has agreed"));
        nexts.addAll(List.of(STATE, STATE));
        Changing changing = new Changing(new Played(), false, () -> {
            stated = false; // he has stated something else meanwhile
            known.clear();
        });
        assertThatThrownBy(() -> changing.run(watch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("somebody has changed it");
        assertThat(did).containsExactly("release");
    }

    @Test
    void taking_back_waits_for_them_too() throws IOException {
        watch.abortAfter = 1;
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "too few"));
        run(false, WAIT);
        assertThat(did).containsExactly("go back", "back", "release");
    }

    @Test
    void it_does_not_overrule_somebody_who_wants_something_else() {
        stated = false;
        assertThatThrownBy(() -> run(false, STATE, STATE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("somebody has changed it");
        assertThat(did).containsExactly("state", "release");
    }

    @Test
    void a_picture_that_is_older_than_what_was_stated_is_no_other_wish() throws IOException {
        run(false, STATE, STATE, DONE);
        assertThat(did).containsExactly("state", "release");
    }

    @Test
    void what_another_node_sees_to_is_left_to_it() {
        lost = true;
        locked = false;
        assertThatThrownBy(() -> run(false, STATE)).isInstanceOf(StemeException.class);
        assertThat(did).isEmpty();
        watch.abortAfter = 0;
        assertThatThrownBy(() -> run(false, STATE))
                .as("nor is it taken back, or called aborted")
                .isInstanceOf(StemeException.class);
        assertThat(did).isEmpty();
    }

    /** It had no majority for long, so nobody saw to it, and the node was undrained meanwhile. */
    @Test
    void what_somebody_has_undone_while_nobody_saw_to_it_is_not_done_again() {
        nexts.add(STATE);
        Changing changing = new Changing(new Played(), false, () -> {
            lost = true;
            locked = false;
            stated = false;
        });
        assertThatThrownBy(() -> changing.run(watch))
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("somebody has changed it since");
        assertThat(did).containsExactly("state");
    }

    /** One fact says which of them is under way. */
    @Test
    void of_two_that_were_begun_at_once_the_one_that_gives_way_leaves_no_drain_behind() {
        nexts.add(STATE);
        Changing changing = new Changing(new Played(), false, () -> {
            if (!lost) {
                refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "too few for now"));
            }
            lost = true;
            pushedAside = true;
            locked = false;
        });
        assertThatThrownBy(() -> changing.run(watch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at the same moment");
        assertThat(did).containsExactly("state", "back");
    }

    /** One that was begun at the same moment has the lock, and this one came about before it knew. */
    @Test
    void a_removal_that_has_come_about_is_done_whoever_has_the_lock_since() throws IOException {
        refusals.add(StemeException.of(Refusal.REPLICAS_UNREACHABLE, "no majority has agreed in time"));
        nexts.addAll(List.of(OUT, DONE));
        new Changing(new Played(), false, () -> {
                    lost = true;
                    pushedAside = true;
                    locked = false;
                })
                .run(watch);
        assertThat(did).containsExactly("state again");
        assertThat(watch.at).isEqualTo(1);
    }

    @Test
    void one_that_gives_way_before_it_has_stated_anything_takes_nothing_back() {
        lost = true;
        pushedAside = true;
        locked = false;
        assertThatThrownBy(() -> run(false, STATE)).isInstanceOf(StemeException.class);
        assertThat(did).isEmpty();
    }

    @Test
    void what_was_aborted_elsewhere_is_taken_back_here_and_is_no_failure() throws IOException {
        run(true, WAIT);
        assertThat(did).containsExactly("go back", "back", "release");
        assertThat(watch.takenBack).isTrue();
        assertThat(watch.said).contains("aborted");
    }

    @Test
    void what_is_unforeseen_ends_it_and_lets_others_begin() {
        refusals.add(StemeException.of(Refusal.UNSAFE, "unforeseen"));
        assertThatThrownBy(() -> run(false, STATE)).isInstanceOf(StemeException.class);
        assertThat(did).containsExactly("release");
    }

    /** Who wanted it back was told that it is aborted. */
    @Test
    void what_is_aborted_while_its_end_is_stated_is_taken_back_all_the_same() throws IOException {
        nexts.addAll(List.of(STATE, DONE));
        new Changing(
                        new Played() {
                            @Override
                            public CompletableFuture<Void> release() {
                                watch.abortAfter = 0;
                                return super.release();
                            }
                        },
                        false,
                        () -> watch.looks++)
                .run(watch);
        assertThat(did).containsExactly("state", "release", "back");
        assertThat(watch.noticed).isTrue();
    }
}
