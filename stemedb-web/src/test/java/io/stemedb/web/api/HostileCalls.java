package io.stemedb.web.api;

import static io.stemedb.web.api.Hostile.bytes;
import static io.stemedb.web.api.Hostile.row;

import java.util.stream.Stream;

/** Calls that are wrong whatever they carry. */
final class HostileCalls {
    private HostileCalls() {}

    static Stream<Hostile> calls() {
        byte[] claim = bytes("{\"concept_path\":\"hostile\",\"predicate\":\"p\",\"value\":1}");
        byte[] big = new byte[10_000_000];
        String unknown = "0".repeat(64);
        return Stream.of(
                row("10 MB", "POST", "/v1/assert", Api.JSON, big, 413, "too-large", ""),
                row("10 MB of question", "POST", "/v1/query", Api.JSON, big, 413, "too-large", ""),
                row(
                        "a form",
                        "POST",
                        "/v1/assert",
                        "application/x-www-form-urlencoded",
                        claim,
                        415,
                        "unsupported-media",
                        "/Content-Type"),
                row("no media type", "POST", "/v1/assert", null, claim, 415, "unsupported-media", "/Content-Type"),
                row(
                        "a broken media type",
                        "POST",
                        "/v1/assert",
                        "///",
                        claim,
                        415,
                        "unsupported-media",
                        "/Content-Type"),
                row(
                        "another charset",
                        "POST",
                        "/v1/assert",
                        "application/json;charset=latin1",
                        claim,
                        415,
                        "unsupported-media",
                        "/Content-Type"),
                row(
                        "JSON for a batch",
                        "POST",
                        "/v1/assertions",
                        Api.JSON,
                        claim,
                        415,
                        "unsupported-media",
                        "/Content-Type"),
                row("an unknown ack", "POST", "/v1/assert?ack=some", Api.JSON, claim, 400, "malformed", "/ack"),
                row("an unknown parameter", "POST", "/v1/assert?akc=all", Api.JSON, claim, 400, "malformed", "/akc"),
                row(
                        "a parameter twice",
                        "POST",
                        "/v1/assert?ack=all&ack=all",
                        Api.JSON,
                        claim,
                        400,
                        "malformed",
                        "/ack"),
                row(
                        "an unknown parameter of a batch",
                        "POST",
                        "/v1/assertions?dryrun=true",
                        Api.NDJSON,
                        claim,
                        400,
                        "malformed",
                        "/dryrun"),
                row(
                        "a batch id with a line end",
                        "POST",
                        "/v1/assertions?batch_id=a%0Ab",
                        Api.NDJSON,
                        claim,
                        400,
                        "malformed",
                        "/batch_id"),
                row(
                        "a batch id too long",
                        "POST",
                        "/v1/assertions?batch_id=" + "a".repeat(129),
                        Api.NDJSON,
                        claim,
                        400,
                        "malformed",
                        "/batch_id"),
                row("GET of a call that writes", "GET", "/v1/assert", null, null, 405, "method-not-allowed", null),
                row(
                        "DELETE of an assertion",
                        "DELETE",
                        "/v1/assertions/" + unknown,
                        null,
                        null,
                        405,
                        "method-not-allowed",
                        null),
                row("an invented method", "BREW", "/v1/health", null, null, 405, "method-not-allowed", null),
                row("an unknown path", "GET", "/v1/nothing/here", null, null, 404, "unknown-path", null),
                row("a page", "GET", "/index.jsp", null, null, 404, "unknown-path", null),
                row("the application's own files", "GET", "/WEB-INF/web.xml", null, null, 404, "unknown-path", null),
                row(
                        "a query that is no UTF-8",
                        "GET",
                        "/v1/history?concept_path=%ff&predicate=p",
                        null,
                        null,
                        400,
                        "malformed",
                        "/concept_path"),
                row("a bad id", "GET", "/v1/assertions/xyz", null, null, 400, "malformed", "/id"),
                row(
                        "an id in capitals",
                        "GET",
                        "/v1/assertions/" + "A".repeat(64),
                        null,
                        null,
                        400,
                        "malformed",
                        "/id"),
                row("an unknown id", "GET", "/v1/assertions/" + unknown, null, null, 404, "unknown-assertion", "/id"),
                row("a history of nothing", "GET", "/v1/history", null, null, 400, "malformed", "/concept_path"),
                row(
                        "a history of a subtree",
                        "GET",
                        "/v1/history?concept_path=a/*&predicate=p",
                        null,
                        null,
                        400,
                        "malformed",
                        "/concept_path"),
                row("a page of none", "GET", "/v1/sources?limit=0", null, null, 400, "malformed", "/limit"),
                row("a page of too many", "GET", "/v1/sources?limit=1001", null, null, 400, "malformed", "/limit"),
                row(
                        "a garbage cursor of sources",
                        "GET",
                        "/v1/sources?cursor=AAAA",
                        null,
                        null,
                        400,
                        "bad-cursor",
                        "/cursor"),
                query("a garbage cursor", "{\"concept_path\":\"a/*\",\"cursor\":\"AAAA\"}", "bad-cursor", "/cursor"),
                query("an unknown lens", "{\"concept_path\":\"a\",\"lens\":\"rumour\"}", "malformed", "/lens"),
                query("a star in the middle", "{\"concept_path\":\"a/*/b\"}", "malformed", "/concept_path"),
                query("the reserved path", "{\"concept_path\":\"_stemedb/*\"}", "malformed", "/concept_path"),
                row(
                        "a retraction of nothing",
                        "POST",
                        "/v1/retract",
                        Api.JSON,
                        bytes("{\"source\":\"s\",\"reason\":\"r\"}"),
                        400,
                        "malformed",
                        "/target"),
                row(
                        "a retraction without a reason",
                        "POST",
                        "/v1/retract",
                        Api.JSON,
                        bytes("{\"target\":\"" + unknown + "\",\"source\":\"s\"}"),
                        400,
                        "malformed",
                        "/reason"),
                row(
                        "a retraction of what is not there",
                        "POST",
                        "/v1/retract",
                        Api.JSON,
                        bytes("{\"target\":\"" + unknown + "\",\"source\":\"s\",\"reason\":\"r\"}"),
                        404,
                        "unknown-assertion",
                        "/target"),
                row(
                        "a weight out of range",
                        "PUT",
                        "/v1/sources/x",
                        Api.JSON,
                        bytes("{\"authority\":2}"),
                        400,
                        "malformed",
                        "/authority"),
                row(
                        "the database's own source",
                        "PUT",
                        "/v1/sources/_stemedb",
                        Api.JSON,
                        bytes("{\"authority\":1}"),
                        400,
                        "malformed",
                        "/id"));
    }

    static Stream<Hostile> headers() {
        byte[] claim = bytes("{\"concept_path\":\"hostile\",\"predicate\":\"p\",\"value\":1}");
        byte[] query = bytes("{\"concept_path\":\"a\"}");
        return Stream.of(
                new Hostile(
                        "a key too long",
                        "POST",
                        "/v1/assert",
                        Api.JSON,
                        claim,
                        new String[] {"Idempotency-Key", "k".repeat(129)},
                        400,
                        "malformed",
                        "/Idempotency-Key"),
                new Hostile(
                        "two keys",
                        "POST",
                        "/v1/assert",
                        Api.JSON,
                        claim,
                        new String[] {"Idempotency-Key", "a", "Idempotency-Key", "b"},
                        400,
                        "malformed",
                        "/Idempotency-Key"),
                new Hostile(
                        "a bad token",
                        "POST",
                        "/v1/query",
                        Api.JSON,
                        query,
                        new String[] {"Stemedb-Token", "zz"},
                        400,
                        "malformed",
                        "/Stemedb-Token"),
                new Hostile(
                        "a page of HTML",
                        "POST",
                        "/v1/query",
                        Api.JSON,
                        query,
                        new String[] {"Accept", "text/html"},
                        406,
                        "not-acceptable",
                        "/Accept"),
                new Hostile(
                        "a page of HTML about health",
                        "GET",
                        "/v1/health",
                        null,
                        null,
                        new String[] {"Accept", "text/html"},
                        406,
                        "not-acceptable",
                        null));
    }

    static Hostile query(String name, String body, String problem, String field) {
        return row(name, "POST", "/v1/query", Api.JSON, bytes(body), 400, problem, field);
    }
}
