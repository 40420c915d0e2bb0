package io.stemedb.console.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.console.data.ExplorePage.Verdict;
import io.stemedb.refusal.StemeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
    private static Map<String, Object> result(String predicate, Object value) {
        return Map.of("predicate", predicate, "value", value);
    }

    @Test
    void lenses_stand_side_by_side_for_each_predicate() {
        List<Verdict> verdicts = Verdicts.of(List.of(
                List.of(result("capital", "Gitega"), result("name", "Burundi")),
                List.of(result("capital", "Bujumbura"), result("name", "Burundi")),
                List.of(result("name", "Burundi"))));

        assertThat(verdicts).extracting(Verdict::predicate).containsExactly("capital", "name");
        assertThat(verdicts.get(0).results()).hasSize(3).endsWith((Map<String, Object>) null);
        assertThat(verdicts.get(0).agreed()).isFalse();
        assertThat(verdicts.get(1).agreed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "\"x\"|\"x\"",
                "x|\"x\"",
                "1, 2|\"1, 2\"",
                "[1, 2]|[1,2]",
                "true|true",
                "{\"a\":1}|{\"a\":1}",
                "] [|\"] [\""
            })
    void a_value_is_json_or_a_text(String value, String json) {
        Map<String, String> form =
                new HashMap<>(Map.of("path", " a/b ", "predicate", "p", "source", "s", "value", value));

        assertThat(AssertForm.claim(form::get))
                .isEqualTo("{\"predicate\":\"p\",\"source\":\"s\",\"concept_path\":\"a/b\",\"value\":" + json + "}");
    }

    @Test
    void a_confidence_that_is_no_number_is_refused_by_name() {
        assertThatThrownBy(() -> AssertForm.claim(Map.of("confidence", "high")::get))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.field()).isEqualTo("/confidence"));
    }
}
