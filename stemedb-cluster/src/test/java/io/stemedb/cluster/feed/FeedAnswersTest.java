package io.stemedb.cluster.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.scatter.PlayedCopies;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedAnswersTest {
    private static final FeedQuestion BEGIN = new FeedQuestion.Begin(Set.of(0));

    private final Machine machine = Machine.with(
            new SplittableRandom(1),
            SmallDatabase.in(Machine.DATA).shards(Machine.SHARDS).amongOthers().options(),
            0);
    private final PlayedCopies copies = new PlayedCopies();

    @BeforeEach
    void open() throws IOException {
        machine.open();
    }

    private FeedAnswer begin() {
        return new FeedAnswers(copies, machine.database()).answer(BEGIN);
    }

    @Test
    void a_copy_that_has_all_tells() {
        assertThat(begin()).isInstanceOf(FeedAnswer.Begun.class);
    }

    @Test
    void a_copy_that_is_being_filled_tells_nothing() {
        copies.goneAfter(0);
        requireUnavailable();
    }

    @Test
    void a_copy_that_goes_while_it_tells_has_told_nothing() {
        copies.goneAfter(1);
        requireUnavailable();
    }

    private void requireUnavailable() {
        assertThatThrownBy(this::begin)
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE));
    }

    @Test
    void a_place_in_a_journal_that_another_recorder_wrote_is_gone() {
        long own = machine.database().identity().recorder();
        FeedAnswers answers = new FeedAnswers(copies, machine.database());
        long end = machine.database().shown().lsn();
        assertThat(answers.answer(new FeedQuestion.Tail(Set.of(0), own, end))).isInstanceOf(FeedAnswer.Told.class);
        assertThat(answers.answer(new FeedQuestion.Tail(Set.of(0), own + 1, end)))
                .isInstanceOf(FeedAnswer.Gone.class);
    }
}
