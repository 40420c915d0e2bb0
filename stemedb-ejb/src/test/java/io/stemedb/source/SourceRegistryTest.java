package io.stemedb.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SourceRegistryTest {
    private static final SourceUpdate TRUSTED = new SourceUpdate("encyclopedia", null, 900_000);

    private static Recorded fact(String source, int authority, long version, String node, long recordedAt) {
        SourceUpdate update = new SourceUpdate("k", "n", authority);
        return new Recorded(
                SourceFacts.fact(source, update, version, node, recordedAt),
                recordedAt,
                new Dot(1, recordedAt),
                null,
                null);
    }

    private static SourceUpdate body(String json) {
        byte[] utf8 = json.getBytes(UTF_8);
        return SourceUpdate.read(JsonReader.object(utf8, 0, utf8.length, JsonLimits.DEFAULT));
    }

    private static String write(SourceView view) {
        JsonWriter out = new JsonWriter();
        view.write(out);
        return new String(out.toByteArray(), UTF_8);
    }

    @Test
    void a_source_nobody_registered_weighs_one_half() {
        assertThat(SourceRegistry.EMPTY.authority("a", SourceRegistry.NOW)).isEqualTo(500_000);
        assertThat(SourceRegistry.EMPTY.current("a")).isEmpty();
        assertThat(SourceRegistry.EMPTY.nextVersion("a")).isEqualTo(1);
    }

    @Test
    void an_update_replaces_the_one_its_writer_had_seen_whatever_the_clocks_say() {
        SourceRegistry registry =
                SourceRegistry.EMPTY.with(fact("a", 100_000, 1, "n1", 50)).with(fact("a", 200_000, 2, "n1", 40));
        assertThat(registry.authority("a", SourceRegistry.NOW)).isEqualTo(200_000);
        assertThat(registry.nextVersion("a")).isEqualTo(3);
    }

    @Test
    void of_two_updates_written_at_once_the_greater_node_counts() {
        SourceRegistry registry =
                SourceRegistry.EMPTY.with(fact("a", 200_000, 1, "n2", 1)).with(fact("a", 100_000, 1, "n1", 2));
        assertThat(registry.authority("a", SourceRegistry.NOW)).isEqualTo(200_000);
    }

    @Test
    void a_weight_is_seen_as_it_stood() {
        SourceRegistry registry =
                SourceRegistry.EMPTY.with(fact("a", 100_000, 1, "n", 10)).with(fact("a", 200_000, 2, "n", 20));
        assertThat(registry.authority("a", 9)).isEqualTo(500_000);
        assertThat(registry.authority("a", 10)).isEqualTo(100_000);
        assertThat(registry.authority("a", 19)).isEqualTo(100_000);
        assertThat(registry.authority("a", 20)).isEqualTo(200_000);
        assertThat(registry.latestRecordedAt()).isEqualTo(20);
    }

    @Test
    void a_record_that_changes_nothing_leaves_the_very_same_registry() {
        SourceRegistry registry = SourceRegistry.EMPTY.with(fact("a", 100_000, 1, "n", 10));
        assertThat(registry.with(fact("a", 100_000, 1, "n", 10))).isSameAs(registry);
        assertThat(registry.with(Claims.claim(1).done())).isSameAs(registry);
    }

    @Test
    void a_fact_of_an_unknown_shape_is_passed_over() {
        Recorded strange = Claims.claim(1)
                .in(SourceFacts.path("a"), SourceFacts.PREDICATE)
                .says("{\"authority\":7}")
                .done();
        assertThat(SourceRegistry.of(List.of(strange)).ids()).isEmpty();
    }

    @Test
    void of_two_copies_of_a_fact_the_one_recorded_first_counts() {
        Recorded fact = fact("a", 900_000, 1, "n", 20);
        Recorded earlier = new Recorded(fact.assertion(), 10, new Dot(2, 1), null, null);
        assertThat(SourceRegistry.of(List.of(fact, earlier)).authority("a", 15)).isEqualTo(900_000);
        assertThat(SourceRegistry.of(List.of(earlier, fact)).authority("a", 15)).isEqualTo(900_000);
    }

    @Property(tries = 500)
    void the_order_in_which_facts_come_in_never_matters(@ForAll long seed) {
        Random random = new Random(seed);
        List<Recorded> facts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            facts.add(fact(
                    random.nextBoolean() ? "a" : "b/ü",
                    random.nextInt(3) * 100_000,
                    1 + random.nextInt(3),
                    "n" + random.nextInt(2),
                    random.nextInt(5)));
        }
        for (Recorded copied : List.copyOf(facts).subList(0, 4)) {
            // another node took the same fact at another time
            facts.add(new Recorded(copied.assertion(), random.nextInt(5), new Dot(2, 1), null, null));
        }
        SourceRegistry whole = SourceRegistry.of(facts);
        facts.addAll(facts.subList(0, 3));
        Collections.shuffle(facts, random);
        SourceRegistry folded = SourceRegistry.EMPTY;
        for (Recorded fact : facts) {
            folded = folded.with(fact);
        }
        assertThat(folded.ids()).isEqualTo(whole.ids());
        for (String id : whole.ids()) {
            assertThat(folded.weights(id)).isEqualTo(whole.weights(id));
            assertThat(folded.current(id)).isEqualTo(whole.current(id));
            for (long asOf = -1; asOf < 6; asOf++) {
                assertThat(folded.authority(id, asOf)).isEqualTo(whole.authority(id, asOf));
            }
        }
    }

    @Test
    void any_source_id_makes_one_segment_and_comes_back() {
        for (String id : List.of("a", "who/gho", "bot@example.org", "..", "ü +%", "\uD83D\uDE00")) {
            assertThat(SourceFacts.path(id).substring(SourceFacts.ROOT.length()))
                    .matches("[A-Za-z0-9_%-]+");
            assertThat(SourceRegistry.of(List.of(fact(id, 1, 1, "n", 1))).ids()).containsExactly(id);
        }
    }

    @Test
    void a_fact_is_named_by_its_content() {
        assertThat(SourceFacts.fact("a", TRUSTED, 1, "n", 5)).isEqualTo(SourceFacts.fact("a", TRUSTED, 1, "n", 5));
        assertThat(SourceFacts.fact("a", TRUSTED, 1, "n", 5).id())
                .isNotEqualTo(SourceFacts.fact("a", TRUSTED, 2, "n", 5).id());
        assertThat(SourceFacts.fact("a", TRUSTED, 1, "n", 5).value())
                .hasToString("{\"authority\":0.9,\"kind\":\"encyclopedia\",\"node\":\"n\",\"version\":1}");
    }

    @Test
    void a_body_is_read_strictly() {
        assertThat(body("{\"kind\":\"encyclopedia\",\"authority\":0.9}")).isEqualTo(TRUSTED);
        assertThat(body("{\"authority\":1}").authority()).isEqualTo(1_000_000);
        assertThat(body("{\"authority\":0.000001}").authority()).isEqualTo(1);
        assertRefused("{}", "/authority");
        assertRefused("{\"authority\":null}", "/authority");
        assertRefused("{\"authority\":\"1\"}", "/authority");
        assertRefused("{\"authority\":-0.1}", "/authority");
        assertRefused("{\"authority\":1.000001}", "/authority");
        assertRefused("{\"authority\":0.0000001}", "/authority");
        assertRefused("{\"authority\":1e300}", "/authority");
        assertRefused("{\"authority\":1,\"kind\":3}", "/kind");
        assertRefused("{\"authority\":1,\"kind\":\"\"}", "/kind");
        assertRefused("{\"authority\":1,\"kind\":\"a\\u0007\"}", "/kind");
        assertRefused("{\"authority\":1,\"note\":\"a\\nb\"}", "/note");
        assertRefused("{\"authority\":1,\"kind\":\"" + "k".repeat(257) + "\"}", "/kind");
        assertRefused("{\"authority\":1,\"note\":\"" + "n".repeat(1025) + "\"}", "/note");
        assertRefused("{\"authority\":1,\"wieght\":1}", "/wieght");
    }

    private static void assertRefused(String json, String field) {
        assertThatThrownBy(() -> body(json))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    @Test
    void a_source_is_shown_with_its_history() {
        SourceRegistry registry =
                SourceRegistry.of(List.of(fact("a", 100_000, 1, "n", 0), fact("a", 900_000, 2, "n", 1)));
        assertThat(write(SourceView.of(registry, "a", id -> 7)))
                .isEqualTo("{\"id\":\"a\",\"kind\":\"k\",\"note\":\"n\",\"authority\":0.9,\"registered\":true,"
                        + "\"assertions\":7,\"history\":["
                        + "{\"authority\":0.1,\"recorded_at\":\"1970-01-01T00:00:00Z\"},"
                        + "{\"authority\":0.9,\"recorded_at\":\"1970-01-01T00:00:00.000001Z\"}]}");
        assertThat(write(SourceView.of(registry, "b", id -> 0)))
                .isEqualTo("{\"id\":\"b\",\"kind\":null,\"note\":null,\"authority\":0.5,\"registered\":false,"
                        + "\"assertions\":0,\"history\":[]}");
        assertThat(SourceView.of(registry, "b", id -> 0).known()).isFalse();
    }

    @Test
    void the_databases_own_names_are_no_sources() {
        assertThat(SourceFacts.checkId("who/gho", Limits.DEFAULT)).isEqualTo("who/gho");
        assertThatThrownBy(() -> SourceFacts.checkId("_stemedb", Limits.DEFAULT))
                .isInstanceOf(StemeException.class);
        assertThatThrownBy(() -> SourceFacts.checkId("a".repeat(257), Limits.DEFAULT))
                .isInstanceOf(StemeException.class);
    }
}
