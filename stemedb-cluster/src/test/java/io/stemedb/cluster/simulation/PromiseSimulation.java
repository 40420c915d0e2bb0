package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.journal.JournalDamagedException;
import io.stemedb.promise.Promises;
import io.stemedb.promise.Violation;
import io.stemedb.promise.Violation.Rule;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Clients of nodes of real parts see what they were promised, whatever the nodes go through. That the judge would
 * notice is shown by faults that are planted: each is found within a few histories.
 */
class PromiseSimulation {
    private static final int SEEDS = Seeds.many(3, 300);
    private static final int TRIES = 12;

    @Test
    void clients_see_what_they_were_promised() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(
                SEEDS,
                seed -> assertThat(judged(seed, seen, world -> new Planted() {}))
                        .isEmpty());
        assertThat(seen.counts())
                .containsKeys("ACKNOWLEDGED", "REFUSED", "UNKNOWN", "twin")
                .containsKeys("complete", "incomplete", "no answer", "complete required", "no answer required")
                .containsKeys("complete with token", "incomplete with token", "no answer with token")
                .containsKeys("crash", "blackout", "partition", "one friend", "pause", "bad weather", "heal");
    }

    @Test
    void an_acknowledgement_before_the_force_is_found() {
        requireFound(
                "a group is forced before it is answered",
                world -> Planted.ackBeforeForce(),
                Rule.REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE,
                Rule.REQUIRED_ALL_HAS_WHAT_ONE_DISK_HAS,
                Rule.COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD);
    }

    @Test
    void an_old_answer_that_calls_itself_complete_is_found() {
        requireFound(
                "no page is given twice",
                world -> Planted.rememberedPages(Duration.ofSeconds(6), world::now),
                Rule.COMPLETE_ANSWERS_HAVE_WHAT_IS_3_S_OLD,
                Rule.REQUIRED_ANSWERS_HAVE_ALL_AT_ONCE);
    }

    @Test
    void a_lost_twin_is_found() {
        requireFound(
                "a claim that is held under another number is stored, too",
                world -> Planted.lostTwins(),
                Rule.ALL_NODES_ARE_ALIKE_IN_THE_END);
    }

    private static List<Violation> judged(long seed, Chronicle seen, Function<World, Planted> planted) {
        return Promises.judge(new NotedHistory(seed, seen, planted).play());
    }

    private static void requireFound(String guard, Function<World, Planted> without, Rule... rules) {
        List<Violation> found = new ArrayList<>();
        Seeds.requireFall(guard, TRIES, seed -> {
            found.addAll(judgedUnlessNoticed(seed, without));
            assertThat(found).isEmpty();
        });
        assertThat(found).as("found by the judge").extracting(Violation::rule).containsAnyOf(rules);
    }

    /** A node whose own journal notices the fault does not start: then there is nothing to judge. */
    private static List<Violation> judgedUnlessNoticed(long seed, Function<World, Planted> planted) {
        try {
            return judged(seed, new Chronicle(), planted);
        } catch (AssertionError brokenOff) {
            if (brokenOff.getCause() instanceof JournalDamagedException) {
                return List.of();
            }
            throw brokenOff;
        }
    }
}
