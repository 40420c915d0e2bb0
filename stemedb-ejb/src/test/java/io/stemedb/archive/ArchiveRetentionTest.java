package io.stemedb.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.journal.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveRetentionTest {
    private static final long HEADER = 4096;

    /** Four segments of 1,000 bytes, archived at second 0, 10, 20 and 30. */
    private static final Holdings HELD = new Holdings(List.of(one(0), one(1), one(2), one(3)), List.of());

    private static ArchivedSegment one(int index) {
        return new ArchivedSegment(new Segment(index + 1, 7, index * 1000L, index * 1000L + 1000), index * 10L);
    }

    @Test
    void everything_is_kept_unless_asked_for_less() {
        assertThat(ArchiveRetention.all().removable(HELD, 1_000_000, 4000)).isEmpty();
    }

    @Test
    void what_is_older_than_asked_for_may_go() {
        assertThat(ArchiveRetention.forSeconds(15).removable(HELD, 30, 4000)).containsExactly(one(0), one(1));
    }

    @Test
    void the_oldest_go_until_the_rest_fits() {
        assertThat(ArchiveRetention.ofBytes(3 * (1000 + HEADER)).removable(HELD, 30, 4000))
                .containsExactly(one(0));
    }

    @Test
    void what_is_needed_stays_however_old() {
        assertThat(ArchiveRetention.forSeconds(0).removable(HELD, 99, 1500)).containsExactly(one(0));
    }

    @Test
    void the_newest_stays_as_it_says_how_far_the_archive_is() {
        assertThat(ArchiveRetention.forSeconds(0).removable(HELD, 99, 4000)).doesNotContain(one(3));
    }

    @Test
    void names_lead_back_to_what_they_name() {
        ArchivedSegment segment = new ArchivedSegment(new Segment(12, -5, 1000, 2000), 1_760_000_000);
        assertThat(segment.name())
                .isEqualTo("fffffffffffffffb-0000000000000012-0000000000000001000-0000000000000002000"
                        + "-20251009T085320Z.wal");
        assertThat(ArchivedSegment.of(segment.name())).contains(segment);
        assertThat(ArchivedSegment.of("notes.txt")).isEmpty();
        assertThat(ArchivedSegment.ofLost(segment.lostName())).contains(segment);
        assertThat(ArchivedSegment.of(segment.lostName()))
                .as("what is lost does not count as kept")
                .isEmpty();
        assertThat(ArchivedSegment.ofLost(segment.name())).isEmpty();
    }

    @Test
    void what_is_lost_is_a_gap_also_before_and_behind_all_others() {
        Holdings held = new Holdings(List.of(one(2)), List.of(one(0), one(1), one(3)));
        assertThat(held.gaps()).hasToString("[LSN 0 to 2000, LSN 3000 to 4000]");
        Holdings between = new Holdings(List.of(one(0), one(3)), List.of(one(1)));
        assertThat(between.gaps()).hasToString("[LSN 1000 to 3000]");
    }

    @Test
    void gaps_are_named_and_nothing_covers_them() {
        Holdings held = new Holdings(List.of(one(0), one(2), one(3)), List.of());
        assertThat(held.gaps()).hasToString("[LSN 1000 to 2000]");
        assertThat(held.covering(500, 2500)).isEmpty();
        assertThat(held.covering(2500, 3500)).containsExactly(one(2), one(3));
    }
}
