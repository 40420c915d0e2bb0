package io.stemedb.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReaderTest {
    private static final String SLOT = "{\"concept_path\":\"a/b\",\"predicate\":\"p\"";
    private static final String OTHER_ID = "0".repeat(64);

    @Test
    void a_claim_needs_a_path_a_predicate_and_a_value_only() {
        Claim claim = ClaimTexts.read(SLOT + ",\"value\":[1]}");
        assertThat(claim.value()).hasToString("[1]");
        assertThat(claim.source()).isNull();
        assertThat(claim.confidence()).isEqualTo(Claim.NOT_GIVEN);
        assertThat(claim.assertedAt()).isEqualTo(Assertion.UNBOUNDED);
        assertThat(refused("{\"predicate\":\"p\",\"value\":1}").field()).isEqualTo("/concept_path");
        assertThat(refused("{\"concept_path\":\"a\",\"value\":1}").field()).isEqualTo("/predicate");
        assertThat(refused(SLOT + "}").field()).isEqualTo("/value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value",
                "concept_path",
                "predicate",
                "source",
                "confidence",
                "asserted_at",
                "valid_from",
                "valid_to",
                "supersedes",
                "metadata",
                "nonce",
                "kind"
            })
    void an_explicit_null_is_refused_at_its_field(String field) {
        String rest =
                "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":1,\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
        String known = "\"" + field + "\":";
        String text = rest.contains(known)
                ? rest.replaceFirst(known + "(\"[^\"]*\"|1)", known + "null")
                : "{" + known + "null," + rest.substring(1);
        assertThat(refused(text).field()).isEqualTo("/" + field);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1000000",
        "1.0,1000000",
        "0.87,870000",
        "0.870000000,870000",
        "1e-6,1",
        "5e-1,500000",
        "0.000010,10"
    })
    void confidence_is_kept_in_millionths(String sent, int millionths) {
        assertThat(ClaimTexts.read(with("confidence", sent)).confidence()).isEqualTo(millionths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.1",
                "1.000001",
                "2",
                "1e300",
                "-1",
                "0.0000001",
                "0.1234567",
                "1e-7",
                "\"0.5\"",
                "true",
                "[]",
                "{}"
            })
    void a_confidence_that_is_none_is_refused(String sent) {
        assertThat(refused(with("confidence", sent)).field()).isEqualTo("/confidence");
    }

    @Test
    void a_confidence_with_too_many_decimals_names_the_limit() {
        assertThat(refused(with("confidence", "0.1234567")).limit()).isEqualTo(6);
    }

    @Test
    void validity_must_run_forwards() {
        String from = SLOT + ",\"value\":1,\"valid_from\":\"2026-01-01T00:00:00Z\",\"valid_to\":";
        assertThat(ClaimTexts.read(from + "\"2026-01-01T00:00:00.000001Z\"}").validTo())
                .isPositive();
        assertThat(refused(from + "\"2026-01-01T00:00:00Z\"}").field()).isEqualTo("/valid_to");
        assertThat(refused(from + "\"2026-01-01T00:00:00+00:01\"}").field()).isEqualTo("/valid_to");
    }

    @Test
    void a_value_has_at_most_65536_bytes_of_canonical_json() {
        assertThat(ClaimTexts.read(with("value", "\"" + "x".repeat(65_534) + "\""))
                        .value())
                .isNotNull();
        StemeException refusal = refused(with("value", "\"" + "x".repeat(65_535) + "\""));
        assertThat(refusal.field()).isEqualTo("/value");
        assertThat(refusal.limit()).isEqualTo(65_536);
        assertThat(ClaimTexts.read(with("value", " ".repeat(70_000) + "1")).value())
                .hasToString("1");
    }

    @Test
    void metadata_is_an_object_of_at_most_16384_bytes() {
        assertThat(refused(with("metadata", "[]")).field()).isEqualTo("/metadata");
        assertThat(refused(with("metadata", "{\"a\":\"" + "x".repeat(16_384) + "\"}"))
                        .limit())
                .isEqualTo(16_384);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "recorded_at", "shard", "token", "duplicate"})
    void what_the_server_makes_is_not_taken_from_a_client(String field) {
        StemeException refusal = refused(with(field, "\"x\""));
        assertThat(refusal.field()).isEqualTo("/" + field);
        assertThat(refusal.hint()).contains("server makes");
    }

    @Test
    void a_misspelt_field_is_refused_with_the_right_one() {
        assertThat(refused(with("vald_from", "\"x\"")).hint()).isEqualTo("did you mean valid_from?");
    }

    @Test
    void a_nonce_goes_with_the_time_it_stands_for() {
        String nonce = "\"nonce\":\"" + ClaimTexts.NONCE + "\"";
        assertThat(refused(SLOT + ",\"value\":1," + nonce + "}").field()).isEqualTo("/nonce");
        String timed = SLOT + ",\"value\":1,\"asserted_at\":\"2026-01-01T00:00:00Z\",";
        assertThat(ClaimTexts.read(timed + nonce + "}").nonce()).isEqualTo(ClaimTexts.NONCE);
        assertThat(refused(timed + nonce.toUpperCase(java.util.Locale.ROOT).replace("NONCE", "nonce") + "}")
                        .field())
                .isEqualTo("/nonce");
        assertThat(refused(timed + "\"nonce\":\"00\"}").field()).isEqualTo("/nonce");
    }

    @Test
    void a_retraction_names_a_target_and_no_value() {
        String id = ClaimTexts.complete(SLOT + ",\"value\":1}").id().toString();
        String retraction = SLOT + ",\"kind\":\"retraction\",\"target\":\"" + id + "\"";
        assertThat(ClaimTexts.read(retraction + ",\"reason\":\"misread\"}").target())
                .hasToString(id);
        assertThat(refused(retraction + "}").field()).isEqualTo("/reason");
        assertThat(refused(retraction + ",\"value\":1}").field()).isEqualTo("/value");
        assertThat(refused(SLOT + ",\"kind\":\"retraction\"}").field()).isEqualTo("/target");
        assertThat(refused(SLOT + ",\"value\":1,\"target\":\"" + id + "\"}").field())
                .isEqualTo("/target");
        assertThat(refused(SLOT + ",\"kind\":\"rumour\"}").field()).isEqualTo("/kind");
    }

    @Test
    void a_claim_can_only_replace_one_of_its_own_path() {
        assertThat(refused(with("supersedes", "\"" + OTHER_ID + "\"")).field()).isEqualTo("/supersedes");
        assertThat(refused(with("supersedes", "\"xyz\"")).field()).isEqualTo("/supersedes");
        assertThat(refused(SLOT + ",\"kind\":\"retraction\",\"target\":\"" + OTHER_ID + "\"}")
                        .field())
                .isEqualTo("/target");
    }

    private static String with(String field, String json) {
        String value = field.equals("value") ? "" : ",\"value\":1";
        return SLOT + value + ",\"" + field + "\":" + json + "}";
    }

    private static StemeException refused(String text) {
        StemeException refusal = catchThrowableOfType(StemeException.class, () -> ClaimTexts.read(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }
}
