package io.stemedb.cluster.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Dot;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node reads its own copies, for itself and page by page for others. */
class ReadingOfCopiesTest {
    private static final SlotRange ALL = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
    private static final int SHARD = 2;
    private static final Dot DOT = new Dot(7, 3);
    private static final String TOKEN = Token.of(SHARD, DOT).toString();

    private final PlayedCopies copies = new PlayedCopies();

    private static Requirement requirement(boolean compare) {
        return compare ? Requirement.COMPLETE : Requirement.NONE;
    }

    private Page page(boolean compare) {
        return new PageReader(copies, 4)
                .read(new Range(ALL, Set.of(SHARD), TOKEN, new byte[0], 1_000, requirement(compare)));
    }

    private ReadScope own(boolean requireComplete) {
        ReadScope scope = new ReadScope(TOKEN, requirement(requireComplete));
        new OwnHead("node1", copies, ALL, Set.of(SHARD), scope).close();
        return scope;
    }

    @Test
    void a_copy_is_judged_as_it_was_before_it_was_read() {
        copies.comparedLately = false;
        copies.whenRead = () -> copies.comparedLately = true;
        assertThat(page(false).complete()).isFalse();
        copies.comparedLately = false;
        assertThat(own(false).coverage().complete()).isFalse();
    }

    @Test
    void a_copy_that_goes_while_it_is_read_answers_nothing() {
        copies.whenRead = () -> copies.filled = false;
        requireUnavailable(() -> page(false));
        copies.filled = true;
        requireUnavailable(() -> own(false));
    }

    private static void requireUnavailable(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE));
    }

    @Test
    void who_wants_all_or_nothing_gets_what_was_compared_since_he_asked() {
        assertThat(page(true).complete()).isFalse();
        assertThat(own(true).coverage().complete()).isFalse();
        copies.comparedSince = true;
        assertThat(page(true).complete()).isTrue();
        assertThat(own(true).coverage().complete()).isTrue();
    }

    @Test
    void what_a_token_stands_for_is_awaited() {
        page(false);
        assertThat(copies.awaited).containsExactly(TOKEN);
        copies.awaited.clear();
        own(false);
        assertThat(copies.awaited).containsExactly(TOKEN);
    }

    @Test
    void the_token_of_an_answer_has_what_the_copy_had_when_it_was_read() {
        copies.whenRead = () -> copies.have = ShardVector.of(DOT);
        assertThat(page(false).seen()).containsEntry(SHARD, ShardVector.of(DOT));
        copies.have = ShardVector.NONE;
        assertThat(own(false).token(copies).seen().of(SHARD)).isEqualTo(ShardVector.of(DOT));
    }
}
