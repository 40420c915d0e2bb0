package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.change.Next.Pending;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangingTest {
    private static final FactKey DRAIN = FactKey.of(Kind.DRAIN, "b");
    private static final Next STATE = Next.state(DRAIN, Values.draining(true), false);
    private static final Next OUT = Next.state(FactKey.of(Kind.MEMBER, "b"), Values.standing(false), true);
    private static final Next WAIT = Next.waiting(List.of(new Pending(7, "being copied to c", 3 << 20)));
    private static final Next DONE = Next.finished();

    private final List<String> did = new ArrayList<>();
    private final Deque<Next> nexts = new ArrayDeque<>();
    private final Deque<StemeException> refusals = new ArrayDeque<>();
    private final Watch watch = new Watch();
    private boolean lost;
    private boolean pushedAside;
    private boolean locked = true;
    private boolean stated = true;
    private boolean storesWhatIsRefused = true;
    private boolean forGood;
    private final Map<FactKey, CanonicalJson> known = new LinkedHashMap<>();

    private final class Played implements Undertaking {
        @Override
        public boolean isLost() {
            return lost;
        }

        @Override
        public boolean isPushedAside() {
            return pushedAside;
        }

        @Override
        public boolean isLocked() {
            return locked;
        }

        @Override
        public CompletableFuture<Void> renew() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Next next() {
            return nexts.size() == 1 ? nexts.peek() : nexts.remove();
        }

        @Override
        public CompletableFuture<Void> state(Next next) {
            if (next.state().isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (refusals.isEmpty() || storesWhatIsRefused) {
                known.putAll(next.state());
                forGood |= next.forGood();
            }
            return did("state");
        }

        @Override
        public CompletableFuture<Void> stateAgain(Map<FactKey, CanonicalJson> again) {
            return did("state again");
        }

        @Override
        public Map<FactKey, CanonicalJson> known() {
            return Map.copyOf(known);
        }

        @Override
        public boolean isForGood() {
            return forGood;
        }

        @Override
        public boolean isStated(FactKey key, CanonicalJson value) {
            return stated && known.containsKey(key);
        }

        @Override
        public CompletableFuture<Void> goBack() {
            return did("go back");
        }

        @Override
        public CompletableFuture<Void> back() {
            return did("back");
        }

        @Override
        public CompletableFuture<Void> release() {
            locked = false;
            return did("release");
        }
    }

    private CompletableFuture<Void> did(String what) {
        if (!refusals.isEmpty()) {
            return CompletableFuture.failedFuture(refusals.remove());
        }
        did.add(what);
        return CompletableFuture.completedFuture(null);
    }

    private void run(boolean back, Next... course) throws IOException {
        nexts.addAll(List.of(course));
        new Changing(new Played(), back, () -> watch.looks++).run(watch);
    }

    @Test
    void it_states_what_is_wanted_waits_and_lets_others_begin() throws IOException {
        run(false, STATE, WAIT, WAIT, DONE);
        assertThat(did).containsExactly("state", "release");
        assertThat(watch.at).isEqualTo(1);
    }

    @Test
    void room_that_nobody_gives_back_is_not_waited_for_without_end() throws IOException {
        TreeMap<String, Long> owed = new TreeMap<>(Map.of("b", 5L << 20));
        run(false, STATE, Next.waiting(List.of(), owed));
        assertThat(did).containsExactly("state", "release");
        assertThat(watch.said).contains("not waited for any longer", "b gives back 5 MiB");
        assertThat(watch.looks).isBetween(1_200, 1_210);
    }

    @Test
    void it_says_what_it_waits_for() throws IOException {
        watch.stopAfter = 2;
        run(false, WAIT);
        assertThat(watch.said).isEqualTo("1 shard to go, 3 MiB: shard_7 being copied to c");
        assertThat(watch.left).isEqualTo("1 shards, 3145728 bytes");
    }

    @Test
    void one_large_shard_that_is_filled_shows_how_far_it_is() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(filling(400), filling(300), filling(100), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told).isSorted().doesNotHaveDuplicates().hasSize(3);
    }

    private static Next filling(long... bytes) {
        return Next.waiting(Arrays.stream(bytes)
                .mapToObj(left -> new Pending(7, "being copied to c", left))
                .toList());
    }

    @Test
    void a_change_is_not_nearly_done_while_most_shards_or_most_bytes_are_to_go() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(filling(997, 1, 1, 1), filling(1, 1, 1), filling(1), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told.get(1)).as("one shard of four").isBetween(0.2, 0.25);
        assertThat(told.get(2)).as("three shards of four").isBetween(0.7, 0.75);

        told.clear();
        nexts.clear();
        nexts.addAll(List.of(filling(700, 100, 100, 100), filling(700), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told.get(1)).as("300 bytes of 1000").isBetween(0.25, 0.3);
    }

    @Test
    void room_that_is_given_back_counts_and_is_no_end_yet() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(WAIT, owing(100), owing(50), owing(80), owing(1), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told).isSorted().hasSize(5).allMatch(fraction -> fraction < 1);
        assertThat(told.get(2)).isBetween(told.get(1) + 0.001, 0.99);
        assertThat(watch.at).isEqualTo(1);
    }

    private static Next owing(long bytes) {
        return Next.waiting(List.of(), new TreeMap<>(Map.of("b", bytes)));
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
}
