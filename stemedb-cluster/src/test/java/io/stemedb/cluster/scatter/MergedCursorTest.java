package io.stemedb.cluster.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.reading.SlotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** However a walk over several nodes ends, nothing of it stays open: what is open pins files. */
class MergedCursorTest {
    private static final SlotRange ALL = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);

    private final List<PlayedHead> made = new ArrayList<>();

    /** A walk over nothing, or one that fails. */
    private static final class PlayedHead implements Head {
        private final BooleanSupplier moving;
        private boolean closed;

        PlayedHead(BooleanSupplier moving) {
            this.moving = moving;
        }

        @Override
        public boolean next() {
            return moving.getAsBoolean();
        }

        @Override
        public void skipTo(String path) {
            // there is nothing to pass over
        }

        @Override
        public Slot slot() {
            return new Slot("a", "p");
        }

        @Override
        public List<Recorded> claims() {
            return List.of();
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Set<Integer> shards() {
            return Set.of(0);
        }

        @Override
        public long newest() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Head head(BooleanSupplier moving) {
        PlayedHead head = new PlayedHead(moving);
        made.add(head);
        return head;
    }

    private static boolean gone() {
        throw new CancellationException("nobody waits");
    }

    private static boolean silent() {
        throw new UnreachableException("it does not answer");
    }

    private MergedCursor open(List<Head> first, List<Head> instead) {
        return new MergedCursor(
                new MergedCursor.Heads() {
                    @Override
                    public List<Head> open(SlotRange range, Set<Integer> shards) {
                        return first;
                    }

                    @Override
                    public List<Head> instead(SlotRange range, Head failed, RuntimeException why) {
                        return instead;
                    }
                },
                ALL,
                Set.of(0));
    }

    @Test
    void a_walk_that_takes_the_place_of_another_one_is_closed_if_the_client_goes_meanwhile() {
        List<Head> instead = List.of(head(() -> true), head(MergedCursorTest::gone));
        assertThatThrownBy(() -> open(List.of(head(MergedCursorTest::silent)), instead))
                .isInstanceOf(CancellationException.class);
        assertThat(made).hasSize(3).allMatch(head -> head.closed);
    }

    @Test
    void walks_that_are_passed_over_are_closed_if_the_client_goes_meanwhile() {
        AtomicInteger moves = new AtomicInteger();
        MergedCursor cursor = open(
                List.of(
                        head(() -> moves.incrementAndGet() < 3 || gone()),
                        head(() -> moves.incrementAndGet() < 3 || gone())),
                List.of());
        assertThatThrownBy(() -> cursor.skipTo("b")).isInstanceOf(CancellationException.class);
        cursor.close();
        assertThat(made).hasSize(2).allMatch(head -> head.closed);
    }

    @Test
    void all_are_closed_at_the_end() {
        MergedCursor cursor = open(List.of(head(() -> true), head(() -> false)), List.of());
        assertThat(cursor.next()).isTrue();
        cursor.close();
        assertThat(made).hasSize(2).allMatch(head -> head.closed);
    }
}
