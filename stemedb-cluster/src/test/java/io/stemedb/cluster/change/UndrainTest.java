package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.move.Terms;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node is undrained although a change has it drain. */
class UndrainTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);
    private static final Change DRAIN = new Change.Drain("b");
    private static final Change UNDRAIN = new Change.Undrain("b");

    private final PlayedBooks books = new PlayedBooks();
    private final Changes a = changes("a");
    private final Changes c = changes("c");

    private Changes changes(String node) {
        return new Changes(
                books.of(node), () -> books.situation(node), Map::of, now -> books.others(node), TERMS, books::micros);
    }

    private boolean drains() {
        return books.of("a").facts().draining().contains("b");
    }

    @Test
    void what_somebody_sees_to_is_not_undone_beside_it() {
        Change remove = new Change.Remove("b", false); // it drains first
        c.lock().claim("t1", remove, "why").join();
        c.step(remove).join();
        assertThatThrownBy(() -> a.look(UNDRAIN, Map.of()))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).contains("DELETE /admin/tasks/t1"));
    }

    /** There may be no node that can, and an operator is never kept from taking something back for ever. */
    @Test
    void what_nobody_sees_to_any_more_is_undone_and_not_begun_anew_by_who_saw_to_it() {
        Watch watch = new Watch();
        c.lock().claim("t1", DRAIN, "why").join();
        Work work = c.work("t1", DRAIN, false, () -> {
            if (watch.looks++ == 0) {
                assertThat(drains()).isTrue();
                books.seconds += 60;
                books.seen.silent("c");
                assertThat(a.look(UNDRAIN, Map.of()).refusals()).isEmpty();
                a.step(UNDRAIN).join();
                books.seen.joined("c");
            }
        });
        assertThatThrownBy(() -> work.run(watch)).isInstanceOfSatisfying(StemeException.class, ended -> {
            assertThat(ended.refusal()).isEqualTo(Refusal.UNSAFE);
            assertThat(ended.getMessage()).contains("somebody has changed it since");
        });
        assertThat(drains()).isFalse();
        assertThat(a.lock().underWay()).as("nobody goes on with it").isEmpty();
    }
}
