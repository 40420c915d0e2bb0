package io.stemedb.web.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/assert, assert",
        "POST, /v1/assertions, assertions",
        "GET, /v1/assertions/ab, assertion",
        "GET, /v1/sources, sources",
        "GET, /v1/sources/a/b, source",
        "PUT, /v1/sources/a, register_source",
        "POST, /v1/query/batch, query_batch",
        "GET, /v1/concepts, concepts",
        "GET, /v1/contradictions, contradictions",
        "GET, /v1/changes, changes",
        "GET, /v1/export, export",
        "GET, /v1/sourcesx, other",
        "GET, /v1/anything/at/all, other",
        "GET, /, other"
    })
    void a_request_belongs_to_one_call(String method, String path, String label) {
        assertThat(Call.of(method, path).label()).isEqualTo(label);
    }
}
