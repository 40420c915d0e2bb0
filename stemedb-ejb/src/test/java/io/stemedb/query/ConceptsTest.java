package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Limits;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Horizon;
import io.stemedb.query.Children.Child;
import io.stemedb.reading.FakeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConceptsTest {
    private final FakeReader store = new FakeReader();
    private long now;
    private long step;
    private final Concepts concepts = new Concepts(store, () -> Horizon.at(Long.MAX_VALUE), () -> now += step);
    private int next;

    private void hold(String... paths) {
        for (String path : paths) {
            store.add(claim(next++).in(path, "p" + next % 3).recorded(next).done());
        }
    }

    private Concepts.Answer page(String prefix, int limit, String cursor) {
        return concepts.children(ConceptsRequest.of(prefix, Integer.toString(limit), cursor, Limits.DEFAULT));
    }

    private List<Child> all(String prefix, int limit) {
        List<Child> all = new ArrayList<>();
        String cursor = null;
        do {
            Concepts.Answer page = page(prefix, limit, cursor);
            assertThat(page.children()).as("a page brings on").isNotEmpty();
            all.addAll(page.children());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    @Test
    void a_child_counts_itself_and_what_is_below() {
        hold("a", "a", "a/x", "a/x/y", "b/c", "d");
        assertThat(all("*", 100))
                .extracting(Child::name, Child::hasChildren, Child::assertions)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", true, 4),
                        org.assertj.core.groups.Tuple.tuple("b", true, 1),
                        org.assertj.core.groups.Tuple.tuple("d", false, 1));
        assertThat(all("a", 100)).extracting(Child::path).containsExactly("a/x");
        assertThat(page("a/*", 100, null).children()).hasSize(1);
        assertThat(page("d", 100, null).children()).isEmpty();
        assertThat(page(null, 100, null).nextCursor()).isNull();
    }

    @Test
    void counts_stop_at_a_thousand() {
        for (int i = 0; i < 1200; i++) {
            hold("big/" + i, "many");
        }
        assertThat(all(null, 100)).extracting(Child::slots).containsExactly(1000, 3);
        JsonWriter out = new JsonWriter();
        page(null, 100, null).write(out, "t", Coverage.ALL);
        assertThat(new String(out.toByteArray(), UTF_8))
                .contains("\"assertions\":\"1000+\",\"slots\":\"1000+\"", "\"assertions\":\"1000+\",\"slots\":3");
    }

    @Test
    void a_page_that_takes_long_ends_early_and_the_next_one_goes_on() {
        hold("a", "b", "c");
        step = 1_000_000_000;
        assertThat(page(null, 100, null).children()).hasSize(1);
        assertThat(all(null, 100)).extracting(Child::name).containsExactly("a", "b", "c");
    }

    @Test
    void a_cursor_belongs_to_its_path() {
        hold("a/x", "a/y", "b/x", "b/y");
        String cursor = page("a", 1, null).nextCursor();
        assertThatThrownBy(() -> page("b", 1, cursor)).hasMessageContaining("another query");
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_child_comes_once_whatever_stands_around_the_slash_in_the_order_of_bytes(long seed) {
        Random random = new Random(seed);
        String[] segments = {"a", "a!", "a-b", "a.b", "a0", "b", "ü", "\uFFFD", "\uD83D\uDE00"};
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < 25; i++) {
            StringBuilder path = new StringBuilder("r");
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append('/').append(segments[random.nextInt(segments.length)]);
            }
            hold(path.toString());
            String[] parts = path.toString().split("/");
            if (parts.length > 1) {
                expected.add(parts[1]);
            }
        }
        List<Child> children = expected.isEmpty() ? List.of() : all("r", 1 + random.nextInt(4));
        assertThat(children).extracting(Child::name).containsExactlyInAnyOrderElementsOf(expected);
        int below = 0;
        for (Child child : children) {
            below += child.assertions();
            assertThat(child.hasChildren())
                    .as(child.path())
                    .isEqualTo(!page(child.path(), 1, null).children().isEmpty());
        }
        int itself = store.slot("r", "p0").size()
                + store.slot("r", "p1").size()
                + store.slot("r", "p2").size();
        assertThat(below).isEqualTo(25 - itself);
    }
}
