package io.stemedb.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    @ParameterizedTest
    @EnumSource(Refusal.class)
    void every_refusal_is_an_error_on_the_wire(Refusal refusal) {
        Problem problem = Problem.of(StemeException.of(refusal, "why"));

        assertThat(problem.status()).isBetween(400, 599);
        assertThat(json(problem))
                .startsWith("{\"type\":\"urn:stemedb:problem:" + refusal.slug() + "\"")
                .contains("\"status\":" + problem.status(), "\"detail\":\"why\"");
    }

    @Test
    void a_problem_carries_what_a_client_needs_to_mend_it_and_nothing_empty() {
        assertThat(json(Problem.of(StemeException.tooLarge("/value", "too much", 7)
                        .hinting("less")
                        .about("ab"))))
                .isEqualTo("{\"type\":\"urn:stemedb:problem:too-large\",\"title\":\"too large\",\"status\":413,"
                        + "\"detail\":\"too much\",\"field\":\"/value\",\"limit\":7,\"hint\":\"less\",\"id\":\"ab\"}");
        assertThat(json(Problem.of(StemeException.of(Refusal.UNSAFE, "why")))).doesNotContain("null");
    }

    @Test
    void every_type_of_problem_stands_in_the_documentation_with_its_status() throws IOException {
        String page = Files.readString(Path.of("../docs/data-model.md"));
        for (Refusal refusal : Refusal.values()) {
            assertThat(page).contains("| `" + refusal.slug() + "` | " + Problem.statusOf(refusal) + " |");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 411, 413, 414, 415, 431, 500, 501, 505})
    void a_status_of_the_server_keeps_its_class(int status) {
        assertThat(Problem.ofStatus(status).status() / 100).isEqualTo(status / 100);
    }

    private static String json(Problem problem) {
        return new String(problem.json(), StandardCharsets.UTF_8);
    }
}
