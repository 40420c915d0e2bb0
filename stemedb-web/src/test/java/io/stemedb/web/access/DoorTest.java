package io.stemedb.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.access.TokenText;
import io.stemedb.cluster.access.Grace;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.access.Door.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    private final TokenText text = TokenText.fresh(new Random(1));
    private final TokenSet tokens = TokenSet.of(List.of(Token.of(text, Role.WRITER, "", NOW, "cli")));

    private Verdict judge(Role needed, String header) {
        return Door.judge(tokens, needed, header, NOW);
    }

    @Test
    void whoever_has_the_role_goes_on_and_is_known() {
        Verdict verdict = judge(Role.WRITER, "Bearer " + text.text());

        assertThat(verdict.refusal()).isNull();
        assertThat(verdict.caller()).isEqualTo(new Caller(text.id(), Role.WRITER));
        assertThat(judge(Role.READER, "bearer  " + text.text()).refusal()).isNull();
    }

    @Test
    void whoever_has_too_small_a_role_is_told_which_one_is_needed() {
        Verdict verdict = judge(Role.OPERATOR, "Bearer " + text.text());

        assertThat(verdict.refusal().status()).isEqualTo(403);
        assertThat(verdict.refusal().detail()).contains("role operator", "role writer");
        assertThat(verdict.caller().who()).isEqualTo(text.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer stemedb_x_y", "Basic eDp5", "Digest x", "", "Basic %%%"})
    void whoever_sends_no_token_is_not_let_in(String header) {
        Verdict verdict = judge(Role.READER, header);

        assertThat(verdict.refusal().status()).isEqualTo(401);
        assertThat(verdict.caller()).isEqualTo(Caller.NONE);
    }

    @Test
    void without_a_header_nobody_is_let_in() {
        assertThat(judge(Role.READER, null).refusal().detail()).isEqualTo("this call needs a token");
        assertThat(Door.judge(TokenSet.NONE, Role.READER, null, NOW).refusal().detail())
                .contains("knows none");
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "24h, PT24H", "7d, PT168H", ", PT0S"})
    void a_grace_is_a_time(String grace, Duration time) {
        assertThat(Grace.read(grace)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5m", "31d", "1w", "9999999d"})
    void what_is_no_grace_is_refused(String grace) {
        assertThatThrownBy(() -> Grace.read(grace)).isInstanceOf(StemeException.class);
    }

    @Test
    void a_text_is_cut_between_characters() {
        String faces = "\ud83d\ude00".repeat(201);

        assertThat(NotedBody.shown("x" + faces)).isEqualTo("x" + faces.substring(0, 398) + "…");
        assertThat(NotedBody.shown(faces.substring(2))).isEqualTo(faces.substring(2));
    }

    @Test
    void no_token_goes_on_record_wherever_somebody_has_put_it() {
        String secret = text.secret();
        String body = "{\"note\":\"it was " + text.text() + ", then\",\"all\":[\"" + text.text() + "\"],\""
                + text.text() + "\":1}";

        assertThat(NotedBody.of(body.getBytes(UTF_8)).toString())
                .doesNotContain(secret)
                .contains("it was stemedb_" + text.id() + "_(left out), then");
        assertThat(NotedBody.shown("/admin/tasks?x=" + "y".repeat(150) + text.text()))
                .doesNotContain(secret.substring(0, 5));
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, true", "Forwarded, true", "X-Real-IP, true", "Via, true", "Host, false"})
    void a_call_that_a_proxy_hands_on_is_known_by_its_headers(String header, boolean isForwarded) {
        assertThat(Door.isForwarded(header::equals)).isEqualTo(isForwarded);
    }

    @Test
    void of_a_body_small_fields_are_noted_and_no_secrets() {
        String body = "{\"node_id\":\"n2\",\"force\":true,\"target_nodes\":[\"a\"],\"api_token\":\"x\",\"reason\":\""
                + "y".repeat(300) + "\"}";

        assertThat(NotedBody.of(body.getBytes(UTF_8)))
                .isEqualTo(Map.of(
                        "node_id", "n2",
                        "force", "true",
                        "target_nodes", "[\"a\"]",
                        "api_token", "(left out)",
                        "reason", "y".repeat(200) + "…"));
        assertThat(NotedBody.of("no json".getBytes(UTF_8))).isEmpty();
        assertThat(NotedBody.of(new byte[0])).isEmpty();
    }
}
