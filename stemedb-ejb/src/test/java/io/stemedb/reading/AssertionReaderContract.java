package io.stemedb.reading;

import static io.stemedb.assertion.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.reading.SlotRange.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every reader must do. The store and the fake both keep it, so the fake cannot lie. */
public interface AssertionReaderContract {
    /** A reader of exactly these records, which come in the order they are handed in. */
    AssertionReader holding(List<Recorded> records);

    private AssertionReader holding(Claims... claims) {
        return holding(Stream.of(claims).map(Claims::done).toList());
    }

    private static List<Slot> visited(AssertionReader reader, SlotRange range) {
        List<Slot> slots = new ArrayList<>();
        try (SlotCursor cursor = reader.slots(range)) {
            while (cursor.next()) {
                slots.add(new Slot(cursor.conceptPath(), cursor.predicate()));
            }
        }
        return slots;
    }

    private static SlotRange all(String fromPath, String fromPredicate, boolean included) {
        return new SlotRange(Scope.ALL, null, fromPath, fromPredicate, included, false);
    }

    private static Slot slot(String path, String predicate) {
        return new Slot(path, predicate);
    }

    @Test
    default void a_slot_holds_its_records_by_recorded_at_then_dot() {
        Recorded first = claim(3).in("a", "p").recorded(1).done();
        Recorded second = claim(1).in("a", "p").recorded(2).done();
        Recorded third = claim(2).in("a", "p").recorded(3).done();
        Recorded elsewhere = claim(4).in("a", "q").recorded(4).done();
        assertThat(holding(List.of(first, second, third, elsewhere)).slot("a", "p"))
                .containsExactly(first, second, third);
    }

    @Test
    default void a_slot_that_nobody_claimed_is_empty() {
        AssertionReader reader = holding(claim(1).in("a", "p"));
        assertThat(reader.slot("a", "q")).isEmpty();
        assertThat(reader.slot("a/b", "p")).isEmpty();
        assertThat(reader.slot("", "")).isEmpty();
    }

    @Test
    default void a_slot_shows_retractions_and_superseded_claims_too() {
        AssertionReader reader = holding(
                claim(1).in("a", "p"),
                claim(2).in("a", "p").supersedes(1),
                Claims.retraction(3, 2).in("a", "p"));
        assertThat(reader.slot("a", "p")).hasSize(3);
    }

    @Test
    default void an_assertion_is_found_by_its_id() {
        Recorded held = claim(1).in("a", "p").done();
        AssertionReader reader = holding(List.of(held, claim(2).in("b", "p").done()));
        assertThat(reader.find(held.id())).contains(held);
        assertThat(reader.find(claim(3).in("a", "p").done().id())).isEmpty();
    }

    @Test
    default void a_walk_is_in_the_order_of_utf8_bytes() {
        String[] paths = {"a", "a!", "a/b", "a/b/c", "a0", "b", "zürich", "\uFFFD", "\uD83D\uDE00"};
        List<Recorded> records = new ArrayList<>();
        for (int i = paths.length - 1; i >= 0; i--) {
            records.add(claim(2 * i).in(paths[i], "q").recorded(records.size()).done());
            records.add(
                    claim(2 * i + 1).in(paths[i], "p").recorded(records.size()).done());
        }
        assertThat(visited(holding(records), all(null, null, true)))
                .containsExactlyElementsOf(Stream.of(paths)
                        .flatMap(path -> Stream.of(slot(path, "p"), slot(path, "q")))
                        .toList());
    }

    @Test
    default void a_walk_shows_each_slots_records() {
        Recorded one = claim(1).in("a", "p").recorded(1).done();
        Recorded two = claim(2).in("b", "p").recorded(2).done();
        Recorded three = claim(3).in("a", "p").recorded(3).done();
        try (SlotCursor cursor = holding(List.of(one, two, three)).slots(all(null, null, true))) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.claims()).containsExactly(one, three);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.claims()).containsExactly(two);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    default void a_walk_passes_over_paths_and_reads_on_behind_them() {
        List<Recorded> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(claim(i).in("a/b/" + (char) ('A' + i % 20) + i, "p")
                    .recorded(i)
                    .done());
        }
        records.add(claim(50).in("a/b", "p").recorded(50).done());
        records.add(claim(51).in("a/b!", "p").recorded(51).done());
        records.add(claim(52).in("a/c", "p").recorded(52).done());
        records.add(claim(53).in("a/c", "p").recorded(53).done());
        try (SlotCursor cursor = holding(records).slots(all(null, null, true))) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.conceptPath()).isEqualTo("a/b");
            assertThat(cursor.size()).isEqualTo(1);
            cursor.skipTo("a/b\u0001");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.conceptPath()).isEqualTo("a/b!");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.conceptPath()).isEqualTo("a/b/A0");
            cursor.skipTo("a/a");
            assertThat(cursor.next()).as("what lies behind is no news").isTrue();
            assertThat(cursor.conceptPath()).isEqualTo("a/b/A20");
            cursor.skipTo("a/b0");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.conceptPath()).isEqualTo("a/c");
            assertThat(cursor.size()).isEqualTo(2);
            cursor.skipTo("b");
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    default void a_path_reaches_all_its_predicates_and_nothing_else() {
        AssertionReader reader = holding(
                claim(1).in("a/b", "p"),
                claim(2).in("a/b", "q"),
                claim(3).in("a/b/c", "p"),
                claim(4).in("a/bc", "p"),
                claim(5).in("a", "p"));
        assertThat(visited(reader, new SlotRange(Scope.PATH, "a/b", null, null, true, false)))
                .containsExactly(slot("a/b", "p"), slot("a/b", "q"));
    }

    @Test
    default void below_a_path_is_strictly_below_it() {
        AssertionReader reader = holding(
                claim(1).in("a/b", "p"),
                claim(2).in("a/b!", "p"),
                claim(3).in("a/b/c", "p"),
                claim(4).in("a/b/c/d", "p"),
                claim(5).in("a/b0", "p"),
                claim(6).in("a/bc", "p"));
        assertThat(visited(reader, new SlotRange(Scope.BELOW, "a/b", null, null, true, false)))
                .containsExactly(slot("a/b/c", "p"), slot("a/b/c/d", "p"));
    }

    @Test
    default void a_start_is_left_out_or_included_as_asked_and_need_not_exist() {
        AssertionReader reader =
                holding(claim(1).in("a", "p"), claim(2).in("b", "p"), claim(3).in("b", "r"), claim(4).in("c", "p"));
        assertThat(visited(reader, all("b", "p", true)))
                .containsExactly(slot("b", "p"), slot("b", "r"), slot("c", "p"));
        assertThat(visited(reader, all("b", "p", false))).containsExactly(slot("b", "r"), slot("c", "p"));
        assertThat(visited(reader, all("b", "q", true))).containsExactly(slot("b", "r"), slot("c", "p"));
        assertThat(visited(reader, all("b", "q", false))).containsExactly(slot("b", "r"), slot("c", "p"));
        assertThat(visited(reader, all("b", "", false)))
                .containsExactly(slot("b", "p"), slot("b", "r"), slot("c", "p"));
        assertThat(visited(reader, all("d", "", true))).isEmpty();
    }

    @Test
    default void a_start_never_widens_the_range() {
        AssertionReader reader = holding(claim(1).in("a/b", "p"), claim(2).in("a/b/c", "p"), claim(3).in("z", "p"));
        assertThat(visited(reader, new SlotRange(Scope.BELOW, "a/b", "a", "", true, false)))
                .containsExactly(slot("a/b/c", "p"));
        assertThat(visited(reader, new SlotRange(Scope.BELOW, "a/b", "y", "", true, false)))
                .isEmpty();
        assertThat(visited(reader, new SlotRange(Scope.PATH, "a/b", "a/b", "p", false, false)))
                .isEmpty();
        assertThat(visited(reader, new SlotRange(Scope.PATH, "a/b", "y", "", true, false)))
                .isEmpty();
    }

    @Test
    default void system_facts_are_seen_only_where_they_are_asked_for() {
        String system = "_stemedb/sources/a";
        AssertionReader reader = holding(
                claim(1).in("a", "p"),
                claim(2).in(system, "registration"),
                claim(3).in("_stemedbs", "p"),
                claim(4).in("_stemedb", "p"));
        assertThat(visited(reader, all(null, null, true)))
                .containsExactly(slot("_stemedb", "p"), slot("_stemedbs", "p"), slot("a", "p"));
        assertThat(visited(reader, new SlotRange(Scope.ALL, null, null, null, true, true)))
                .containsExactly(slot(system, "registration"));
        assertThat(visited(reader, new SlotRange(Scope.BELOW, "_stemedb", null, null, true, true)))
                .containsExactly(slot(system, "registration"));
        assertThat(visited(reader, new SlotRange(Scope.PATH, system, null, null, true, true)))
                .containsExactly(slot(system, "registration"));
        assertThat(reader.slot(system, "registration")).hasSize(1);
        assertThat(reader.find(reader.slot(system, "registration").get(0).id())).isPresent();
    }

    @Test
    default void a_scan_begins_at_a_time_and_ends_when_its_taker_has_enough() {
        List<Recorded> held = IntStream.range(1, 200)
                .mapToObj(i -> claim(i).in(i % 3 == 0 ? "b" : "a", "p").done())
                .toList();
        AssertionReader reader = holding(held);
        for (long from : new long[] {Long.MIN_VALUE, 0, 50, 51, 198, 500}) {
            List<Recorded> taken = new ArrayList<>();
            reader.scan("a", "p", from, recorded -> taken.add(recorded) && taken.size() < 40);
            assertThat(taken)
                    .isEqualTo(reader.slot("a", "p").stream()
                            .filter(recorded -> recorded.recordedAt() >= from)
                            .limit(40)
                            .toList());
        }
    }

    @Test
    default void a_record_is_found_by_when_and_by_whom_it_was_recorded() {
        AssertionReader reader = holding(claim(1).in("a", "p"), claim(2).in("a", "q"), claim(3).in("a", "p"));
        for (Recorded recorded : reader.slot("a", "p")) {
            assertThat(reader.at("a", "p", recorded.recordedAt(), recorded.dot()))
                    .contains(recorded);
            assertThat(reader.at("a", "q", recorded.recordedAt(), recorded.dot()))
                    .isEmpty();
        }
    }

    @Test
    default void what_was_recorded_later_than_asked_for_is_left_out() {
        AssertionReader reader =
                holding(claim(1).in("a", "p"), claim(2).in("b", "p"), claim(3).in("a", "p"), claim(4).in("c", "p"));
        SlotRange range = new SlotRange(Scope.ALL, null, null, null, true, false, 2);
        assertThat(visited(reader, range)).containsExactly(slot("a", "p"), slot("b", "p"));
        try (SlotCursor cursor = reader.slots(range)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.size()).isEqualTo(1);
            assertThat(cursor.claims()).extracting(Recorded::recordedAt).containsExactly(1L);
        }
    }

    @Test
    default void a_walk_can_be_taken_up_again_at_any_slot() {
        Random random = new Random(7);
        List<Recorded> records = new ArrayList<>();
        TreeSet<Slot> slots = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            Slot slot = slot("n" + random.nextInt(40) + (random.nextBoolean() ? "/é" : ""), "p" + random.nextInt(3));
            records.add(claim(i).in(slot.conceptPath(), slot.predicate())
                    .recorded(i)
                    .done());
            slots.add(slot);
        }
        AssertionReader reader = holding(records);
        for (Slot from : slots) {
            assertThat(visited(reader, all(from.conceptPath(), from.predicate(), false)))
                    .containsExactlyElementsOf(slots.tailSet(from, false));
        }
    }
}
