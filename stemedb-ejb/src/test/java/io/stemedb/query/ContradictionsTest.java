package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.retraction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Limits;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Horizon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContradictionsTest {
    private final World world = new World();

    private Contradictions.Answer page(Page.Work work, String prefix, boolean single, String limit, String cursor) {
        return new Contradictions(
                        world.store, () -> world.registry, () -> Horizon.at(world.stable), () -> world.wall, work)
                .page(ContradictionsRequest.of(prefix, single, limit, cursor, Limits.DEFAULT));
    }

    private List<String> paths(String prefix, boolean single) {
        return page(Page.Work.DEFAULT, prefix, single, null, null).results().stream()
                .map(found -> found.slot().conceptPath())
                .toList();
    }

    private void differ(int id, String path) {
        world.record(
                claim(id).in(path, "p").says("1").by("a"),
                claim(id + 1).in(path, "p").says("2").by("b"));
    }

    @Test
    void two_sources_that_say_different_things_contradict() {
        differ(1, "x");
        world.record(
                claim(3).in("y", "p").says("1").by("a"),
                claim(4).in("y", "p").says("1").by("b"));
        assertThat(paths(null, false)).containsExactly("x");
        assertThat(paths(null, true)).containsExactly("x");
    }

    @Test
    void one_source_that_says_several_things_counts_only_where_asked_for() {
        world.record(
                claim(1).in("x", "p").says("1").by("a"),
                claim(2).in("x", "p").says("2").by("a"));
        assertThat(paths(null, false)).isEmpty();
        assertThat(paths(null, true)).containsExactly("x");
    }

    @Test
    void what_was_withdrawn_contradicts_nothing() {
        differ(1, "geo/country/FR");
        world.record(retraction(3, 2).in("geo/country/FR", "p").by("b"));
        assertThat(paths(null, true)).isEmpty();
    }

    @Test
    void it_says_who_says_what_and_what_each_lens_makes_of_it() {
        world.record(
                claim(1).in("x", "p").says("\"Old\"").by("a"),
                claim(2).in("x", "p").says("\"Old\"").by("b"),
                claim(3).in("x", "p").says("\"New\"").by("c"));
        JsonWriter out = new JsonWriter();
        page(Page.Work.DEFAULT, null, false, null, null).results().get(0).write(out);
        assertThat(new String(out.toByteArray(), UTF_8))
                .isEqualTo("{\"concept_path\":\"x\",\"predicate\":\"p\",\"values\":["
                        + "{\"value\":\"Old\",\"sources\":[\"a\",\"b\"]},{\"value\":\"New\",\"sources\":[\"c\"]}],"
                        + "\"lenses\":{\"recency\":\"New\",\"consensus\":\"Old\",\"authority\":\"New\"},"
                        + "\"lenses_agree\":false}");
    }

    @Test
    void a_prefix_bounds_the_search() {
        differ(1, "a");
        differ(3, "a/b");
        differ(5, "c");
        assertThat(paths("a", false)).containsExactly("a", "a/b");
        assertThat(paths("a/*", false)).containsExactly("a/b");
    }

    @Test
    void pages_show_one_moment_and_a_page_without_results_leads_on() {
        for (int i = 0; i < 40; i++) {
            world.record(claim(100 + i).in("quiet/" + i, "p").recorded(100 + i));
        }
        differ(1000, "z/1");
        differ(1002, "z/2");
        List<String> seen = new ArrayList<>();
        Page.Work little = new Page.Work(7, 100, 1 << 20);
        Contradictions.Answer page = page(little, null, false, "1", null);
        assertThat(page.results()).isEmpty();
        differ(2000, "z/3");
        while (page.nextCursor() != null) {
            page = page(little, null, false, "1", page.nextCursor());
            page.results().forEach(found -> seen.add(found.slot().conceptPath()));
        }
        assertThat(seen).containsExactly("z/1", "z/2");
    }
}
