package io.stemedb.cluster.replication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.cluster.loop.ThreadLoop;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node is to record because another one could not, found on a thread that must not wait. */
class LeadTest {
    private static final Append APPEND = new Append(
            Completion.complete(
                    Claim.ofSystem("a/b", "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), 1), 1, () -> null),
            null,
            null);

    private final ThreadLoop loop = new ThreadLoop("lead-test");
    private final Queue<Duration> patience = new ConcurrentLinkedQueue<>();
    private final Queue<Refusal> refusals = new ArrayDeque<>();

    @AfterEach
    void end() {
        loop.close();
    }

    private static final class AlwaysThere implements CatchUp {
        @Override
        public boolean isBackJustNow() {
            return false;
        }

        @Override
        public boolean isTold() {
            return true;
        }

        @Override
        public CompletableFuture<Void> compareFirst(Set<Integer> shards) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private AppendOutcome recorded(Duration patienceOfAll, Refusal... answers) throws Exception {
        refusals.addAll(List.of(answers));
        Recording own = (appends, terms) -> {
            patience.add(terms.patience());
            Refusal next = refusals.size() > 1 ? refusals.remove() : refusals.peek();
            return CompletableFuture.completedFuture(List.of(new Refused(StemeException.of(next, "for the test"))));
        };
        var situation = Situations.well()
                .holders("a", "b")
                .keeps("a", true, 1)
                .keeps("b", true, 1)
                .seenBy("a");
        Senders senders = new Senders(() -> situation, null, loop, 1);
        Lead lead = new Lead(() -> situation, own, senders, loop, Optional::empty, new AlwaysThere());
        return lead.recordWhenRoom(List.of(APPEND), new Recording.Terms(Ack.LEADER, patienceOfAll))
                .get(20, TimeUnit.SECONDS)
                .get(0);
    }

    private static Refusal refused(AppendOutcome outcome) {
        return outcome.whyRefused().orElseThrow().refusal();
    }

    @Test
    void it_tries_again_until_there_is_room_and_never_waits_for_it() throws Exception {
        AppendOutcome end =
                recorded(Duration.ofMinutes(1), Refusal.RATE_LIMITED, Refusal.RATE_LIMITED, Refusal.DISK_FULL);
        assertThat(refused(end)).isEqualTo(Refusal.DISK_FULL);
        assertThat(patience).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void whoever_has_no_patience_is_told_at_once_that_there_is_no_room() throws Exception {
        assertThat(refused(recorded(Duration.ZERO, Refusal.RATE_LIMITED))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(patience).hasSize(1);
    }

    @Test
    void it_gives_up_when_the_patience_is_over() throws Exception {
        assertThat(refused(recorded(Duration.ofMillis(120), Refusal.RATE_LIMITED)))
                .isEqualTo(Refusal.RATE_LIMITED);
        assertThat(patience).hasSizeBetween(2, 4);
    }
}
