package io.stemedb.web.api;

import static io.stemedb.web.api.Hostile.bytes;
import static io.stemedb.web.api.Hostile.row;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Claims that are none. */
final class HostileClaims {
    /** JSON pointer of a whole document. */
    private static final String WHOLE = "";

    /** An id that a claim about "a" could have. */
    private static final String TARGET = "ca97" + "0".repeat(60);

    private HostileClaims() {}

    static Stream<Hostile> claims() {
        String rest = "\"predicate\":\"p\",\"value\":1}";
        String slot = "{\"concept_path\":\"a\",\"predicate\":\"p\",";
        return Stream.of(
                claim("nothing", "", WHOLE),
                claim("no object", "[]", WHOLE),
                claim("cut off", "{\"concept_path\":\"a\"", WHOLE),
                claim("a comma too many", slot + "\"value\":1,}", WHOLE),
                claim("single quotes", "{'concept_path':'a'}", WHOLE),
                claim("half a pair in a key", slot + "\"\\ud800\":1}", WHOLE),
                claim("a byte order mark", "\u00ef\u00bb\u00bf" + slot + "\"value\":1}", WHOLE),
                claim(
                        "a retraction without a reason",
                        slot + "\"kind\":\"retraction\",\"target\":\"" + TARGET + "\"}",
                        "/reason"),
                claim("two values", slot + "\"value\":1} {}", WHOLE),
                claim("a duplicate key", slot + "\"value\":1,\"value\":2}", "/value"),
                claim("a duplicate key inside", slot + "\"value\":{\"a\":1,\"a\":2}}", "/value/a"),
                claim("an unknown field", slot + "\"value\":1,\"confidense\":1}", "/confidense"),
                claim(
                        "a field the server makes",
                        slot + "\"value\":1,\"recorded_at\":\"2026-01-01T00:00:00Z\"}",
                        "/recorded_at"),
                claim("NaN", slot + "\"value\":NaN}", "/value"),
                claim("a number no double holds", slot + "\"value\":9007199254740993}", "/value"),
                claim("an endless number", slot + "\"value\":1e400}", "/value"),
                claim("null", slot + "\"value\":null}", "/value"),
                claim("a lone surrogate", slot + "\"value\":\"\\ud800\"}", "/value"),
                claim("a lone surrogate in a name", "{\"concept_path\":\"a\\udc00\"," + rest, "/concept_path"),
                claim("a control character", "{\"concept_path\":\"a\\u0007b\"," + rest, "/concept_path"),
                claim("an empty segment", "{\"concept_path\":\"a//b\"," + rest, "/concept_path"),
                claim("a slash at the end", "{\"concept_path\":\"a/\"," + rest, "/concept_path"),
                claim("two dots", "{\"concept_path\":\"a/../b\"," + rest, "/concept_path"),
                claim("a wildcard", "{\"concept_path\":\"a/*\"," + rest, "/concept_path"),
                claim("the reserved path", "{\"concept_path\":\"_stemedb/sources/x\"," + rest, "/concept_path"),
                claim("the reserved source", slot + "\"value\":1,\"source\":\"_stemedb\"}", "/source"),
                claim("a path too long", "{\"concept_path\":\"" + "a".repeat(1025) + "\"," + rest, "/concept_path"),
                claim("too many segments", "{\"concept_path\":\"a" + "/a".repeat(64) + "\"," + rest, "/concept_path"),
                claim("a value too long", slot + "\"value\":\"" + "a".repeat(65_536) + "\"}", "/value"),
                claim(
                        "metadata too long",
                        slot + "\"value\":1,\"metadata\":{\"a\":\"" + "a".repeat(16_384) + "\"}}",
                        "/metadata"),
                claim("too sure", slot + "\"value\":1,\"confidence\":1.1}", "/confidence"),
                claim("too many decimals", slot + "\"value\":1,\"confidence\":0.1234567}", "/confidence"),
                claim("sure in words", slot + "\"value\":1,\"confidence\":\"1\"}", "/confidence"),
                claim(
                        "reversed validity",
                        slot
                                + "\"value\":1,\"valid_from\":\"2026-01-02T00:00:00Z\","
                                + "\"valid_to\":\"2026-01-01T00:00:00Z\"}",
                        "/valid_to"),
                claim(
                        "the 30th of February",
                        slot + "\"value\":1,\"asserted_at\":\"2026-02-30T00:00:00Z\"}",
                        "/asserted_at"),
                claim(
                        "the year 10000",
                        slot + "\"value\":1,\"asserted_at\":\"10000-01-01T00:00:00Z\"}",
                        "/asserted_at"),
                claim("no offset", slot + "\"value\":1,\"asserted_at\":\"2026-01-01T00:00:00\"}", "/asserted_at"),
                claim(
                        "nanoseconds",
                        slot + "\"value\":1,\"asserted_at\":\"2026-01-01T00:00:00.123456789Z\"}",
                        "/asserted_at"),
                claim("a bad link", slot + "\"value\":1,\"supersedes\":\"xyz\"}", "/supersedes"),
                claim("5,000 nested arrays", slot + "\"value\":" + "[".repeat(5000) + "]".repeat(5000) + "}", null),
                row(
                        "bytes that are no UTF-8",
                        "POST",
                        "/v1/assert",
                        Api.JSON,
                        bytes(slot + "\"value\":\"\u00ff\"}"),
                        400,
                        "malformed",
                        WHOLE),
                row(
                        "UTF-16",
                        "POST",
                        "/v1/assert",
                        Api.JSON,
                        (slot + "\"value\":1}").getBytes(StandardCharsets.UTF_16LE),
                        400,
                        "malformed",
                        WHOLE));
    }

    static Hostile claim(String name, String body, String field) {
        return row(name, "POST", "/v1/assert", Api.JSON, bytes(body), 400, "malformed", field);
    }
}
