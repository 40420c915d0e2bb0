package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Holdings;
import io.stemedb.journal.Segment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalPlanTest {
    private static Segment segment(long number, long from, long to) {
        return new Segment(number, 7, from, to);
    }

    private static JournalPlan plan(Segment... archived) {
        List<ArchivedSegment> some =
                Stream.of(archived).map(one -> new ArchivedSegment(one, 1)).toList();
        return JournalPlan.of(List.of(segment(4, 300, 350)), new Holdings(some, List.of()));
    }

    @Test
    void the_whole_segment_takes_the_place_of_its_beginning_and_others_follow() {
        JournalPlan plan = plan(segment(3, 200, 300), segment(4, 300, 400), segment(5, 400, 500));
        assertThat(plan.pieces()).extracting(piece -> piece.segment().number()).containsExactly(4L, 5L);
        assertThat(plan.end()).isEqualTo(500);
        assertThat(plan.gaps()).isEmpty();
    }

    @Test
    void nothing_behind_a_gap_is_a_piece_whatever_positions_it_has() {
        for (long from : new long[] {450, 400, 320, 0}) {
            JournalPlan plan = plan(segment(4, 300, 400), segment(900, from, from + 20));
            assertThat(plan.pieces())
                    .extracting(piece -> piece.segment().number())
                    .containsExactly(4L);
            assertThat(plan.end()).isEqualTo(400);
            assertThat(plan.gaps()).containsExactly(new Holdings.Gap(400, Math.max(400, from)));
        }
    }
}
