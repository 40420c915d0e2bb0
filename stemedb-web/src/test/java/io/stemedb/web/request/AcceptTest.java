package io.stemedb.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*/*",
                "*",
                "application/json",
                "APPLICATION/JSON",
                "application/*",
                "application/json; q=0.1",
                "application/problem+json",
                "text/html, image/gif, *; q=.2, */*; q=.2",
                "application/json;charset=utf-8",
                "text/html, */*;q=0.001",
                "application/json;q=0.5, application/x-ndjson;q=0",
                "application/json;q=x",
                ",,*/*"
            })
    void json_is_taken(String header) {
        assertThat(Accept.choose(header, JSON)).isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html", "application/jsonx", "application/json;q=0", "application/json;q=0.000", "*/*;q=0",
                "application/*;q=0.0", "application/json ; q=0, */*", "*/*, application/json;q=0", "json", "bogus",
                "application/x-ndjson", "application/*;q=0, */*"
            })
    void json_is_not_taken(String header) {
        assertThat(Accept.choose(header, JSON)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json, application/x-ndjson           | application/json",
                "application/json;q=0.5, application/x-ndjson     | application/x-ndjson",
                "application/json;q=0, */*                        | application/x-ndjson",
                "application/*;q=0.3, application/x-ndjson;q=0.2  | application/json",
                "application/x-ndjson;q=0, */*                    | application/json",
                "*/*                                              | application/json"
            })
    void the_one_liked_best_is_chosen_and_the_most_specific_range_counts(String header, String chosen) {
        assertThat(Accept.choose(header, JSON, LINES)).isEqualTo(chosen);
    }

    @Test
    void nothing_asked_for_is_anything() {
        assertThat(Accept.choose(null, LINES, JSON)).isEqualTo(LINES);
    }

    @Test
    void the_hint_names_all_that_can_be_had() {
        assertThat(Accept.hint(JSON, LINES))
                .isEqualTo("send Accept: application/json or application/x-ndjson, or leave it out");
    }
}
