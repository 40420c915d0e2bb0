package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.refusal.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final int API = 1;
    private static final int GATEWAY = 2;

    private final Routes routes = new Routes(API, GATEWAY);

    @ParameterizedTest
    @ValueSource(
            strings = {"/cluster", "/cluster/members", "/admin/tasks", "/v1/admin/nodes", "/v1/shards/1", "/console/"})
    void what_is_the_gateways_does_not_answer_on_the_api(String path) {
        EdgeProblem problem = routes.judge(API, "GET", path);

        assertThat(problem.refusal()).isEqualTo(Refusal.WRONG_PORT);
        assertThat(problem.detail()).contains("port " + GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/query", "/v1/sources/a", "/v1", "/v1/healthy", "/v1/administrator"})
    void what_is_the_apis_does_not_answer_on_the_gateway(String path) {
        assertThat(routes.judge(GATEWAY, "GET", path).refusal()).isEqualTo(Refusal.WRONG_PORT);
        assertThat(routes.judge(API, "GET", path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/admin/nodes",
                "/v1/shards/1",
                "/cluster/members",
                "/v1/health",
                "/metrics",
                "/",
                "/console",
                "/console/"
            })
    void the_gateway_keeps_its_own(String path) {
        assertThat(routes.judge(GATEWAY, "GET", path)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /metrics, 405",
        "PATCH, /health/ready, 405",
        "OPTIONS, /health, 405",
        "POST, /openapi, 405",
        "TRACE, /v1/query, 501",
        "TRACE, /metrics, 501",
        "TRACE, /nothing, 501",
        "GET, /health/foo, 404",
        "GET, /health/, 404",
        "GET, /v1/sources/, 404",
        "GET, /openapi/, 404",
        "GET, /consoles/, 404"
    })
    void the_server_is_not_asked_what_it_would_answer_wrongly(String method, String path, int status) {
        assertThat(routes.judge(API, method, path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health", "/health/live", "/health/ready", "/health/started", "/openapi", "/"})
    void a_head_can_be_had_wherever_an_answer_can(String path) {
        assertThat(routes.judge(API, "HEAD", path)).isNull();
        assertThat(routes.judge(GATEWAY, "HEAD", path)).isNull();
    }
}
