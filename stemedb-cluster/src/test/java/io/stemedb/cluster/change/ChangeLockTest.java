package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Three nodes, and a change that a task of one of them sees to. */
class ChangeLockTest {
    private static final FactKey KEY = FactKey.of(Kind.CHANGE);
    private static final Change DRAIN = new Change.Drain("b");
    private static final Change OTHER = new Change.Factor(3, 2);

    private final PlayedBooks books = new PlayedBooks();
    private final ChangeLock a = lock("a");
    private final ChangeLock b = lock("b");
    private long aheadOfA;

    private ChangeLock lock(String node) {
        return new ChangeLock(
                books.statements(node),
                () -> books.situation(node),
                () -> books.micros() + (node.equals("a") ? aheadOfA : 0));
    }

    private long version() {
        return books.of("a").facts().nextVersion(KEY);
    }

    private static void requireRefused(CompletableFuture<Void> asked, Refusal why) {
        assertThatThrownBy(asked::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    @Test
    void a_change_that_is_under_way_has_other_big_ones_wait_on_all_nodes() {
        a.claim("t1", DRAIN, "why").join();
        assertThat(a.isOwn("t1")).isTrue();
        assertThat(b.isOwn("t1")).isFalse();
        assertThat(b.underWay().flatMap(ChangeLock::wish)).contains(DRAIN);
        assertThat(ChangeLock.isTaken(b.held(OTHER).orElseThrow()).getMessage())
                .contains("drain of b", "task t1 on a", "why");
        assertThatThrownBy(() -> b.requireFree(OTHER)).isInstanceOf(StemeException.class);
        requireRefused(b.claim("t2", OTHER, "why"), Refusal.UNSAFE);
        assertThat(a.isOwn("t1")).isTrue();
    }

    @Test
    void what_is_not_big_waits_for_none() {
        a.claim("t1", DRAIN, "why").join();
        b.requireFree(new Change.Undrain("c"));
        assertThat(b.held(new Change.Pin(0, "c", true, ""))).isEmpty();
    }

    /** Another node goes on with it in the first half of a minute, if one can. */
    @Test
    void one_that_nobody_renews_has_others_wait_for_fifty_seconds() {
        a.claim("t1", DRAIN, "why").join();
        books.seen.silent("a");
        books.seconds += 49;
        assertThat(b.held()).isPresent();
        assertThat(b.held(OTHER)).isPresent();
        books.seconds += 1;
        assertThat(b.held()).isEmpty();
        assertThat(b.underWay()).as("it has not ended").isPresent();
        b.requireFree(OTHER);
        b.claim("t2", OTHER, "why").join();
        assertThat(a.isOwn("t1")).isFalse();
        assertThat(a.heldUntil("t1")).isEmpty();
    }

    @Test
    void one_that_is_renewed_has_others_wait_for_longer_and_is_renewed_no_more_often_than_it_must() {
        a.claim("t1", DRAIN, "why").join();
        long version = version();
        books.seconds += 10;
        a.renew("t1").join();
        assertThat(version()).isEqualTo(version);
        books.seconds += 1;
        a.renew("t1").join();
        assertThat(version()).isEqualTo(version + 1);
        assertThat(b.underWay().map(UnderWay::untilMicros)).contains(books.micros() + 20_000_000);
        b.renew("t1").join();
        books.seconds += 15;
        b.renew("t1").join();
        assertThat(version()).as("nobody else renews it").isEqualTo(version + 1);
    }

    @Test
    void who_takes_it_over_goes_on_with_the_same_task_and_has_others_wait_anew() {
        a.claim("t1", DRAIN, "why").join();
        UnderWay begun = b.underWay().orElseThrow();
        a.goBack("t1").join();
        books.seconds += 30;
        b.takeOver(b.underWay().orElseThrow()).join();
        assertThat(a.isOwn("t1")).isFalse();
        assertThat(b.isOwn("t1")).isTrue();
        assertThat(a.underWay()).contains(begun.goingBack().by("b", books.micros() + 20_000_000));
        assertThat(b.heldUntil("t1")).contains(books.micros() + 20_000_000);
    }

    @Test
    void others_may_begin_once_it_was_let_go_and_nobody_lets_go_of_what_another_node_sees_to() {
        a.claim("t1", DRAIN, "why").join();
        b.release("t1").join();
        assertThat(a.isOwn("t1")).isTrue();
        a.release("t1").join();
        assertThat(b.underWay()).isEmpty();
        b.claim("t2", OTHER, "why").join();
        a.release("t1").join();
        assertThat(b.isOwn("t2")).isTrue();
    }

    @Test
    void one_by_a_clock_that_is_wrong_has_others_wait_as_long_as_its_node_is_live() {
        for (long wrong : new long[] {600_000_000, -600_000_000}) {
            aheadOfA = wrong;
            a.claim("t1", DRAIN, "why").join();
            requireRefused(b.claim("t2", OTHER, "why"), Refusal.UNSAFE);
            books.seen.silent("a");
            b.requireFree(OTHER);
            b.claim("t2", OTHER, "why").join();
            b.release("t2").join();
            books.seen.joined("a");
        }
    }

    @Test
    void one_whose_node_has_its_clock_set_back_is_renewed_at_once() {
        aheadOfA = 600_000_000;
        a.claim("t1", DRAIN, "why").join();
        aheadOfA = 0;
        a.renew("t1").join();
        assertThat(b.underWay().map(UnderWay::untilMicros)).contains(books.micros() + 20_000_000);
    }

    @Test
    void without_a_majority_nothing_is_begun_and_nothing_is_stored() {
        books.seen.silent("b").silent("c");
        requireRefused(a.claim("t1", DRAIN, "why"), Refusal.REPLICAS_UNREACHABLE);
        assertThat(a.underWay()).isEmpty();
    }

    @Test
    void of_two_that_are_begun_at_the_same_moment_one_counts_and_the_other_knows_that_it_does_not() {
        books.mute.add("a"); // which it does not know yet
        requireRefused(a.claim("t1", DRAIN, "why"), Refusal.REPLICAS_UNREACHABLE);
        b.claim("t2", OTHER, "why").join();
        assertThat(a.isOwn("t1")).isTrue();
        books.heal();
        assertThat(a.isOwn("t1")).isFalse();
        a.release("t1").join();
        assertThat(b.isOwn("t2")).as("it is left alone").isTrue();
    }

    /** As an undrain does with the drain that nobody has seen to for long. */
    @Test
    void what_a_call_ends_beside_what_it_is_about_does_not_outdo_what_has_begun_meanwhile() {
        a.claim("t1", DRAIN, "why").join();
        UnderWay ended = a.underWay().orElseThrow().ended();
        books.mute.add("a");
        books.seen.silent("a");
        books.seconds += 50;
        b.claim("t2", OTHER, "why").join();
        books.seconds += 11;
        b.renew("t2").join();
        books.mute.clear();
        requireRefused(books.statements("a").agreed(Map.of(KEY, Values.of(ended))), Refusal.REPLICAS_UNREACHABLE);
        books.heal();
        assertThat(b.isOwn("t2")).isTrue();
    }

    /** Nobody here could go on with it, so it would be held as long as its node is live. */
    @Test
    void one_that_only_a_later_release_knows_has_others_wait_no_longer_than_its_clock_says() {
        long until = books.micros() + 20_000_000;
        UnderWay later = new UnderWay("t1", "{\"what\":\"split\"}", "a", "", books.micros(), until, true, false);
        books.statements("a").once(KEY, Values.of(later)).join();
        books.seconds += 49;
        assertThat(b.held(OTHER)).isPresent();
        books.seconds += 1;
        b.requireFree(OTHER);
    }
}
