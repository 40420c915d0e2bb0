package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/query", "/v1/sources/a@1.2", "/v1/sources/c/d", "/v1/sources/", "/metrics"})
    void a_plain_path_is_left_as_it_is(String path) {
        assertThat(PathRules.read(path)).isEqualTo(new Target(path, null));
    }

    @ParameterizedTest
    @CsvSource({
        "%2e%2e, ..",
        "%2E, .",
        "..., ...",
        "a%5Cb, a\\b",
        "a;b, a;b",
        "a%2Fb, a/b",
        "a%2F, a/",
        "%C3%A9, é",
        "a%20b, a b",
        "a%41, aA"
    })
    void a_source_may_be_called_anything(String inPath, String id) {
        assertThat(PathRules.read("/v1/sources/" + inPath)).isEqualTo(new Target(Target.STANDING_IN, id));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/sources/.., 400, /id",
        "/v1/sources/., 400, /id",
        "/v1/sources/a%00, 400, /id",
        "/v1/sources/%zz, 400, /id",
        "/v1/sources/%4, 400, /id",
        "/v1/sources/%ff, 400, /id",
        "/v1/sources/%ED%A0%80, 400, /id",
        "/v1/sources/a\\b, 400, /id",
        "/.., 400, ",
        "/v1/assertions/.., 400, ",
        "/v1/assertions/%2e%2e, 400, ",
        "/v1/assertions/a%00b, 400, ",
        "/v1/../etc, 400, ",
        "/v1;x/sources, 400, ",
        "/v1/query;jsessionid=1, 400, ",
        "/v1%3Bx/sources, 400, ",
        "/v1%2Fsources, 400, ",
        "/v1%5Csources, 400, ",
        "/v1//query, 404, ",
        "foo, 400, ",
        "/é, 400, "
    })
    void a_path_of_two_meanings_is_refused(String path, int status, String field) {
        Refused refused = catchThrowableOfType(Refused.class, () -> PathRules.read(path));

        assertThat(refused.problem().status()).isEqualTo(status);
        assertThat(refused.problem().field()).isEqualTo(field);
    }

    @Test
    void what_is_wrong_is_said_truly() {
        assertThat(catchThrowableOfType(Refused.class, () -> PathRules.read("/v1/sources/a%00")))
                .hasMessageContaining("NUL");
        assertThat(catchThrowableOfType(Refused.class, () -> PathRules.read("/v1/sources/a\\b")))
                .hasMessageContaining("%5C");
    }
}
