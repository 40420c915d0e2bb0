package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.json.JsonWriter;
import io.stemedb.json.Trees;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final String SLOT = "{\"concept_path\":\"a/b\",\"predicate\":\"p\",\"value\":1";
    private static final String TIMED = SLOT + ",\"asserted_at\":\"2026-01-01T00:00:00Z\"";

    @Property
    void spelling_does_not_change_an_id(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Object> claim = ClaimTexts.random(random);
        Assertion first = ClaimTexts.complete(Trees.spell(claim, random));
        assertThat(ClaimTexts.complete(Trees.spell(claim, random))).isEqualTo(first);
    }

    @Property
    void the_hashed_json_is_the_canonical_form_another_library_writes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String hashed = ClaimTexts.hashed(ClaimTexts.read(Trees.spell(ClaimTexts.random(random), random)));
        Assume.that(!hashed.contains("e-3")); // theirs writes some of the smallest numbers wrong
        assertThat(new JsonCanonicalizer(hashed).getEncodedString()).isEqualTo(hashed);
    }

    @Property
    void the_hashed_json_says_everything_the_export_says(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = Trees.spell(ClaimTexts.random(random), random);
        String exported = ClaimTexts.exported(ClaimTexts.complete(text));
        String hashed = ClaimTexts.hashed(ClaimTexts.read(text));
        Assume.that(!hashed.contains("e-3"));
        String canonical = new JsonCanonicalizer(exported).getEncodedString();
        boolean nonce = canonical.contains("\"nonce\":\"" + ClaimTexts.NONCE);
        assertThat(nonce ? canonical.replaceFirst("\"asserted_at\":\"[^\"]*\",", "") : canonical)
                .isEqualTo(hashed);
    }

    @Property
    void an_export_imports_as_the_same_assertion(@ForAll long seed) {
        Random random = new Random(seed);
        Assertion first = ClaimTexts.complete(Trees.spell(ClaimTexts.random(random), random));
        assertThat(ClaimTexts.complete(ClaimTexts.exported(first))).isEqualTo(first);
        Assertion withdrawn = Completion.complete(
                Claim.retraction(first, random.nextBoolean() ? "s" : null, random.nextBoolean() ? "why" : "why not"),
                ClaimTexts.NOW,
                () -> ClaimTexts.NONCE);
        assertThat(ClaimTexts.complete(ClaimTexts.exported(withdrawn))).isEqualTo(withdrawn);
    }

    @Test
    void a_claim_without_a_time_gets_the_time_and_a_nonce_that_stands_for_it() {
        Claim claim = ClaimTexts.read(SLOT + "}");
        Assertion now = Completion.complete(claim, 5, () -> ClaimTexts.NONCE);
        Assertion later = Completion.complete(claim, 6, () -> ClaimTexts.NONCE);
        assertThat(now.assertedAt()).isEqualTo(5);
        assertThat(later.id()).isEqualTo(now.id());
        assertThat(Completion.complete(claim, 5, () -> "f".repeat(32)).id()).isNotEqualTo(now.id());
    }

    @Test
    void defaults_are_the_same_as_saying_them() {
        Assertion silent = ClaimTexts.complete(TIMED + "}");
        assertThat(silent.nonce()).isNull();
        assertThat(ClaimTexts.complete(TIMED + ",\"source\":\"anonymous\",\"confidence\":1.0,\"kind\":\"assertion\"}"))
                .isEqualTo(silent);
    }

    @Test
    void every_member_counts_in_the_id() {
        AssertionId plain = ClaimTexts.complete(TIMED + "}").id();
        String own = String.format(Locale.ROOT, "%04x", PathHash.hash16("a/b")) + "0".repeat(60);
        for (String member : new String[] {
            "\"source\":\"s\"",
            "\"confidence\":0.999999",
            "\"valid_from\":\"2026-01-01T00:00:00Z\"",
            "\"valid_to\":\"2026-01-01T00:00:00Z\"",
            "\"supersedes\":\"" + own + "\"",
            "\"metadata\":{}",
            "\"nonce\":\"" + ClaimTexts.NONCE + "\""
        }) {
            assertThat(ClaimTexts.complete(TIMED + "," + member + "}").id())
                    .as(member)
                    .isNotEqualTo(plain);
        }
    }

    @Test
    void a_huge_claim_is_named_like_a_small_one() throws IOException {
        String text = TIMED.replace("1,", "\"" + "é".repeat(30_000) + "\",") + "}";
        assertThat(ClaimTexts.complete(text)).isEqualTo(ClaimTexts.complete(text));
    }

    @Test
    void the_wire_form_has_the_members_of_the_contract_and_room_for_more() {
        Assertion assertion = ClaimTexts.complete(
                TIMED + ",\"valid_to\":\"2027-01-01T00:00:00Z\",\"metadata\":{\"b\":1,\"a\":2},\"confidence\":0.5}");
        Recorded recorded = new Recorded(assertion, ClaimTexts.NOW, new Dot(1, 1), null, null);
        JsonWriter out = new JsonWriter().beginObject();
        AssertionJson.members(out, recorded, 64);
        out.name("duplicate").bool(true).endObject();
        assertThat(new String(out.toByteArray(), UTF_8))
                .isEqualTo("{\"id\":\"" + assertion.id() + "\",\"kind\":\"assertion\",\"concept_path\":\"a/b\","
                        + "\"predicate\":\"p\",\"value\":1,\"source\":\"anonymous\",\"confidence\":0.5,"
                        + "\"asserted_at\":\"2026-01-01T00:00:00Z\",\"valid_to\":\"2027-01-01T00:00:00Z\","
                        + "\"metadata\":{\"a\":2,\"b\":1},\"recorded_at\":\"2026-07-20T10:00:00.123456Z\","
                        + "\"shard\":\"" + PathHash.shardName(PathHash.shardOf("a/b", 64)) + "\",\"duplicate\":true}");
    }

    @Test
    void a_system_fact_is_shown_in_the_system_shard() {
        Claim fact = Claim.of(
                "_stemedb/source/wiki", "authority", ClaimTexts.read(SLOT + "}").value(), "_stemedb");
        Assertion assertion = Completion.complete(fact, 1, () -> ClaimTexts.NONCE);
        JsonWriter out = new JsonWriter();
        AssertionJson.write(out, new Recorded(assertion, 1, new Dot(1, 1), null, null), 64);
        assertThat(new String(out.toByteArray(), UTF_8)).endsWith("\"shard\":\"shard_system\"}");
    }

    @Test
    void a_repeat_with_the_same_key_has_the_same_nonce() {
        assertThat(Nonces.derived("me", "k")).matches("[0-9a-f]{32}").isEqualTo(Nonces.derived("me", "k"));
        assertThat(Nonces.derived("m", "ek")).isNotEqualTo(Nonces.derived("me", "k"));
        assertThat(Nonces.random(new Random(1))).matches("[0-9a-f]{32}").isNotEqualTo(Nonces.random(new Random(2)));
        assertThat(Nonces.idempotency("me", "k", "a/b")).hasSize(16).isNotEqualTo(Nonces.idempotency("me", "k", "a/c"));
    }
}
