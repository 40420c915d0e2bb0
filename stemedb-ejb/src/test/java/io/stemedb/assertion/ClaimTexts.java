package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.json.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Claims as clients write them, and the way from their text to an assertion. */
final class ClaimTexts {
    static final String NONCE = "000102030405060708090a0b0c0d0e0f";
    static final long NOW = Times.parse("/now", "2026-07-20T10:00:00.123456Z");

    private ClaimTexts() {}

    static Claim read(String text) {
        return read(text.getBytes(UTF_8));
    }

    static Claim read(byte[] text) {
        return ClaimReader.read(JsonReader.object(text, JsonLimits.DEFAULT), Limits.DEFAULT);
    }

    static Assertion complete(String text) {
        return Completion.complete(read(text), NOW, () -> NONCE);
    }

    /** The JSON that an assertion's id is a hash of. */
    static String hashed(Claim claim) {
        Assertion done = Completion.complete(claim, NOW, () -> NONCE);
        JsonWriter out = new JsonWriter();
        Completion.write(out, claim, done.source(), done.confidence(), done.assertedAt(), done.nonce());
        return new String(out.toByteArray(), UTF_8);
    }

    static String exported(Assertion assertion) {
        JsonWriter out = new JsonWriter();
        AssertionJson.completed(out, assertion);
        return new String(out.toByteArray(), UTF_8);
    }

    /** A claim that keeps every rule, with any of its optional members. */
    static Map<String, Object> random(Random random) {
        Map<String, Object> claim = new HashMap<>();
        String path = "a/" + random.nextInt(100) + "/é" + random.nextInt(3);
        claim.put("concept_path", path);
        claim.put("predicate", "p" + random.nextInt(10));
        Object value = Trees.value(random, 3);
        claim.put("value", value == null ? false : value);
        put(claim, random, "kind", "assertion");
        put(claim, random, "source", List.of("wiki", "census@2", "Ж").get(random.nextInt(3)));
        put(claim, random, "confidence", random.nextInt(1_000_001) / 1e6);
        put(claim, random, "asserted_at", Times.format(random.nextLong(Times.MIN, Times.MAX)));
        put(claim, random, "valid_from", Times.format(random.nextLong(Times.MIN, 0)));
        put(claim, random, "valid_to", Times.format(random.nextLong(1, Times.MAX)));
        put(claim, random, "metadata", Trees.object(random, 2));
        put(claim, random, "supersedes", String.format(Locale.ROOT, "%04x", PathHash.hash16(path)) + "0".repeat(60));
        if (claim.containsKey("asserted_at")) {
            put(claim, random, "nonce", NONCE);
        }
        return claim;
    }

    private static void put(Map<String, Object> claim, Random random, String name, Object value) {
        if (random.nextBoolean()) {
            claim.put(name, value);
        }
    }
}
