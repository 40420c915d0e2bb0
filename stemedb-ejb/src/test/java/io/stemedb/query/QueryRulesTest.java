package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.id;
import static io.stemedb.assertion.Claims.retraction;
import static io.stemedb.query.World.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Limits;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryRulesTest {
    private static final String SLOT = "{'concept_path':'geo/country/FR','predicate':'capital'";

    private final World world = new World();

    private List<String> paths(String json) {
        return world.ask(json).results().stream()
                .map(item -> item.claim().assertion().conceptPath() + "#"
                        + item.claim().assertion().predicate())
                .toList();
    }

    private String value(String json) {
        return world.ask(json).results().get(0).claim().assertion().value().toString();
    }

    @Test
    void an_answer_is_written_as_the_contract_says() {
        world.record(claim(1).says("\"Paris\"").by("a").confidence(900_000).recorded(1_000_000));
        assertThat(write(world.ask(SLOT + "}")))
                .isEqualTo("{\"results\":[{\"concept_path\":\"geo/country/FR\",\"predicate\":\"capital\","
                        + "\"lens\":\"recency\",\"value\":\"Paris\",\"id\":\"" + id(1) + "\",\"source\":\"a\","
                        + "\"asserted_at\":\"1970-01-01T00:00:00.000001Z\",\"recorded_at\":\"1970-01-01T00:00:01Z\","
                        + "\"confidence\":0.9,\"candidates\":1,\"contested\":false}],\"next_cursor\":null,"
                        + "\"as_of\":\"1970-01-01T00:00:01Z\",\"complete\":true}");
    }

    @Test
    void an_explanation_is_written_as_the_contract_says() {
        world.record(claim(1).says("1").by("a"), claim(2).says("2").by("b").confidence(500_000));
        assertThat(write(world.ask(SLOT + ",'lens':'consensus','explain':true}")))
                .contains("\"groups\":[{\"value\":1,\"score\":1,\"sources\":[\"a\"],\"ids\":[\"" + id(1)
                        + "\"],\"won\":true,\"reason\":null},{\"value\":2,\"score\":0.5,\"sources\":[\"b\"],\"ids\":[\""
                        + id(2) + "\"],\"won\":false,\"reason\":\"support 0.5 against 1\"}]");
    }

    @Test
    void nothing_found_is_an_empty_answer() {
        world.stable = 7;
        assertThat(write(world.ask(SLOT + "}")))
                .isEqualTo("{\"results\":[],\"next_cursor\":null,"
                        + "\"as_of\":\"1970-01-01T00:00:00.000007Z\",\"complete\":true}");
        assertThat(world.ask("{'concept_path':'*'}").results()).isEmpty();
    }

    @Test
    void a_path_shows_its_predicates_and_a_star_what_is_below() {
        world.record(
                claim(1).in("a/b", "q"),
                claim(2).in("a/b", "p"),
                claim(3).in("a/b/c", "p"),
                claim(4).in("a/bc", "p"),
                claim(5).in("z", "q"));
        assertThat(paths("{'concept_path':'a/b'}")).containsExactly("a/b#p", "a/b#q");
        assertThat(paths("{'concept_path':'a/b/*'}")).containsExactly("a/b/c#p");
        assertThat(paths("{'concept_path':'*','predicate':'q'}")).containsExactly("a/b#q", "z#q");
        assertThat(paths("{'concept_path':'*'}")).containsExactly("a/b#p", "a/b#q", "a/b/c#p", "a/bc#p", "z#q");
    }

    @Test
    void a_walk_leaves_the_databases_own_facts_out() {
        world.record(claim(1).in("a", "p"));
        world.weigh("s", 900_000, 2);
        assertThat(paths("{'concept_path':'*'}")).containsExactly("a#p");
    }

    @Test
    void a_walk_leaves_slots_without_candidates_out() {
        world.record(
                claim(1).in("a", "p"), claim(2).in("b", "p"), retraction(3, 1).in("a", "p"));
        assertThat(paths("{'concept_path':'*'}")).containsExactly("b#p");
    }

    @Test
    void an_answer_can_be_had_again_at_its_as_of() {
        world.record(claim(1).says("1").recorded(1_000_000));
        long asOf = world.ask(SLOT + "}").asOf();
        world.record(claim(2).says("2").recorded(3_000_000));
        assertThat(value(SLOT + "}")).isEqualTo("2");
        assertThat(asOf).isEqualTo(1_000_000);
        assertThat(value(SLOT + ",'as_of':'1970-01-01T00:00:01Z'}")).isEqualTo("1");
        assertThat(value("{'concept_path':'*','as_of':'1970-01-01T00:00:01Z'}")).isEqualTo("1");
    }

    @Test
    void one_slot_shows_a_claim_before_the_past_is_finished_through_it() {
        world.record(claim(1).recorded(50));
        world.stable = 40;
        assertThat(world.ask(SLOT + "}").results()).hasSize(1);
        assertThat(world.ask(SLOT + "}").asOf()).isEqualTo(50);
        assertThat(world.ask("{'concept_path':'*'}").results()).isEmpty();
        assertThat(world.ask("{'concept_path':'*'}").asOf()).isEqualTo(40);
    }

    @Test
    void a_bound_in_the_future_is_brought_back_to_what_is_finished() {
        world.record(claim(1).recorded(50));
        assertThat(world.ask(SLOT + ",'as_of':'2999-01-01T00:00:00Z'}").asOf()).isEqualTo(50);
        assertThat(world.ask("{'concept_path':'*','as_of':'2999-01-01T00:00:00Z'}")
                        .asOf())
                .isEqualTo(50);
    }

    @Test
    void weights_count_as_they_stood() {
        world.record(
                claim(1).says("1").by("a").recorded(1),
                claim(2).says("2").by("b").recorded(2));
        assertThat(value(SLOT + ",'lens':'authority'}")).isEqualTo("2");
        world.weigh("a", 900_000, 3);
        assertThat(value(SLOT + ",'lens':'authority'}")).isEqualTo("1");
        world.weigh("b", 950_000, 4);
        assertThat(value(SLOT + ",'lens':'authority'}")).isEqualTo("2");
        assertThat(value(SLOT + ",'lens':'authority','as_of':'1970-01-01T00:00:00.000003Z'}"))
                .isEqualTo("1");
        assertThat(value(SLOT + ",'lens':'authority','as_of':'1970-01-01T00:00:00.000002Z'}"))
                .isEqualTo("2");
    }

    @Test
    void a_weight_later_than_the_answer_waits_for_a_later_answer() {
        world.record(
                claim(1).says("1").by("a").recorded(1),
                claim(2).says("2").by("b").recorded(2));
        world.weigh("a", 900_000, 9);
        world.stable = 8;
        assertThat(value(SLOT + ",'lens':'authority'}")).isEqualTo("2");
        world.stable = 9;
        assertThat(value(SLOT + ",'lens':'authority'}")).isEqualTo("1");
    }

    @Test
    void what_is_valid_changes_with_the_clock() {
        world.record(claim(1).says("1"), claim(2).says("2").valid(100, 200));
        for (long now : new long[] {99, 100, 199, 200, 150, 0}) {
            world.wall = now;
            String expected = now >= 100 && now < 200 ? "2" : "1";
            assertThat(value(SLOT + "}")).as("at %d", now).isEqualTo(expected);
            assertThat(world.ask(SLOT + "}").validAt()).isEqualTo(now);
        }
        assertThat(value(SLOT + ",'valid_at':'1970-01-01T00:00:00.000150Z'}")).isEqualTo("2");
    }

    @Test
    void one_source_or_retracted_claims_can_be_asked_for() {
        world.record(
                claim(1).says("1").by("a"),
                claim(2).says("2").by("b"),
                retraction(3, 2).by("b"));
        assertThat(value(SLOT + "}")).isEqualTo("1");
        assertThat(value(SLOT + ",'include':['retracted']}")).isEqualTo("2");
        assertThat(world.ask(SLOT + ",'source':'b'}").results()).isEmpty();
        assertThat(value(SLOT + ",'source':'b','include':['retracted']}")).isEqualTo("2");
    }

    @Test
    void under_all_only_a_slots_first_item_explains() {
        world.record(claim(1).says("1"), claim(2).says("2"), claim(3).says("3"));
        assertThat(world.ask(SLOT + ",'lens':'all','explain':true}").results())
                .extracting(item -> item.groups() != null)
                .containsExactly(true, false, false);
    }

    @Test
    void an_exact_path_rests_on_its_shard_alone() {
        assertThat(world.ask(SLOT + "}").basis().onlyPath()).isEqualTo("geo/country/FR");
        assertThat(world.ask("{'concept_path':'a'}").basis().onlyPath()).isEqualTo("a");
        assertThat(world.ask("{'concept_path':'a/*'}").basis().onlyPath()).isNull();
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        world.record(claim(1).in("a", "p"), claim(2).in("b", "p"));
        String cursor = world.ask("{'concept_path':'*','limit':1}").nextCursor();
        assertThat(paths("{'concept_path':'*','limit':5,'cursor':'" + cursor + "'}"))
                .containsExactly("b#p");
        for (String other : List.of(
                "'concept_path':'a'",
                "'concept_path':'*','predicate':'p'",
                "'concept_path':'*','lens':'all'",
                "'concept_path':'*','explain':true",
                "'concept_path':'*','as_of':'2026-01-01T00:00:00Z'",
                "'concept_path':'*','source':'a'")) {
            assertThatThrownBy(() -> world.ask("{" + other + ",'cursor':'" + cursor + "'}"))
                    .isInstanceOf(StemeException.class)
                    .hasMessageContaining("another query");
        }
    }

    @Test
    void a_history_shows_everything_with_its_links() {
        Claims claim = claim(1).by("a");
        world.record(
                claim,
                claim(2).by("a").supersedes(1),
                retraction(3, 2).by("a"),
                retraction(4, 2).by("b"));
        world.record(retraction(5, 77).by("a"));
        HistoryAnswer answer = history(null, "100");
        assertThat(answer.results())
                .containsExactly(
                        new LinkedAssertion(claim.done(), null, id(2), null),
                        new LinkedAssertion(claim(2).by("a").supersedes(1).done(), id(3), null, null),
                        new LinkedAssertion(retraction(3, 2).by("a").done(), null, null, true),
                        new LinkedAssertion(retraction(4, 2).by("b").done(), null, null, false),
                        new LinkedAssertion(retraction(5, 77).by("a").done(), null, null, false));
        assertThat(world.histories.find(id(2)).map(HistoryService.Found::linked))
                .contains(answer.results().get(1));
        assertThat(world.histories.find(id(99))).isEmpty();
    }

    @Test
    void a_history_is_paged_as_of_its_first_page() {
        for (int i = 0; i < 7; i++) {
            world.record(claim(i).recorded(10 + i));
        }
        HistoryAnswer first = history(null, "3");
        world.record(claim(100).recorded(100));
        HistoryAnswer second = history(first.nextCursor(), "3");
        HistoryAnswer third = history(second.nextCursor(), "3");
        assertThat(first.results()).extracting(one -> one.recorded().id()).containsExactly(id(0), id(1), id(2));
        assertThat(second.results()).extracting(one -> one.recorded().id()).containsExactly(id(3), id(4), id(5));
        assertThat(third.results()).extracting(one -> one.recorded().id()).containsExactly(id(6));
        assertThat(third.nextCursor()).isNull();
        assertThatThrownBy(() -> world.ask(SLOT + ",'cursor':'" + first.nextCursor() + "'}"))
                .isInstanceOf(StemeException.class);
    }

    @Test
    void a_history_is_written_as_the_contract_says() {
        world.record(claim(1).by("a"), retraction(2, 1).by("a"));
        JsonWriter out = new JsonWriter();
        AnswerJson.write(out, history(null, null), 64, "t");
        assertThat(new String(out.toByteArray(), UTF_8))
                .startsWith("{\"results\":[{\"id\":\"" + id(1) + "\",\"kind\":\"assertion\"")
                .contains("\"retracted_by\":\"" + id(2) + "\",\"superseded_by\":null}")
                .contains("\"retracted_by\":null,\"superseded_by\":null,\"applied\":true}")
                .endsWith("\"next_cursor\":null,\"as_of\":\"1970-01-01T00:00:00.000002Z\",\"complete\":true,"
                        + "\"token\":\"t\"}");
    }

    private HistoryAnswer history(String cursor, String limit) {
        return world.histories.history(
                HistoryRequest.of("geo/country/FR", "capital", limit, cursor, false, Limits.DEFAULT));
    }
}
