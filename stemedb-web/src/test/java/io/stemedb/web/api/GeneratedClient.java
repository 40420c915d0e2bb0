package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.client.ApiClient;
import io.stemedb.client.ApiException;
import io.stemedb.client.api.AnswersApi;
import io.stemedb.client.api.ClaimsApi;
import io.stemedb.client.api.NodeApi;
import io.stemedb.client.api.SourcesApi;
import io.stemedb.client.model.Answer;
import io.stemedb.client.model.BatchReport;
import io.stemedb.client.model.Claim;
import io.stemedb.client.model.Contradictions;
import io.stemedb.client.model.Health;
import io.stemedb.client.model.Query;
import io.stemedb.client.model.RetractRequest;
import io.stemedb.client.model.Source;
import io.stemedb.client.model.SourceUpdate;
import io.stemedb.client.model.Withdrawn;
import io.stemedb.client.model.Written;
import java.math.BigDecimal;
import java.util.List;

/** Calls a node with nothing but what a generator makes of the description of the API. */
final class GeneratedClient {
    private static final String LINES = """
            {"concept_path":"client/batch","predicate":"p","value":1,"source":"s1"}
            {"concept_path":"client/batch","predicate":"p","value":2,"source":"s2"}
            """;

    private final ClaimsApi claims;
    private final AnswersApi answers;
    private final SourcesApi sources;
    private final NodeApi node;

    GeneratedClient(int port) {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + port);
        claims = new ClaimsApi(client);
        answers = new AnswersApi(client);
        sources = new SourcesApi(client);
        node = new NodeApi(client);
    }

    void claims_are_taken_and_found() throws ApiException {
        Written one = claims.callAssert(claim("s1", "Old"), null, "client-key");
        Written again = claims.callAssert(claim("s1", "Old"), null, "client-key");
        Written other = claims.callAssert(claim("s2", "New"), "quorum", null);
        Answer answer = answers.query(
                new Query()
                        .conceptPath("client/a")
                        .predicate("name")
                        .lens(Query.LensEnum.RECENCY)
                        .explain(true),
                other.getToken(),
                null);

        assertThat(again.getDuplicate()).isTrue();
        assertThat(again.getId()).isEqualTo(one.getId());
        assertThat(answer.getComplete()).isTrue();
        assertThat(answer.getNextCursor()).isNull();
        assertThat(answer.getResults()).singleElement().satisfies(result -> {
            assertThat(result.getValue()).isEqualTo("New");
            assertThat(result.getContested()).isTrue();
            assertThat(result.getGroups()).hasSize(2);
        });
        assertThat(claims.assertion(one.getId(), null, null).getRetractedBy()).isNull();
        Withdrawn withdrawn = claims.retract(
                new RetractRequest().target(one.getId()).source("s1").reason("wrong"), null, null);
        assertThat(withdrawn.getApplied()).isTrue();
        assertThat(claims.assertion(one.getId(), withdrawn.getToken(), "complete")
                        .getRetractedBy())
                .isEqualTo(withdrawn.getId());
    }

    /** Answers that are streams of lines are left out: this generator's client takes each for one JSON value. */
    void batches_are_taken_and_withdrawn() throws ApiException {
        BatchReport taken = claims.assertMany(LINES, "client-batch", null, null);
        BatchReport refused = claims.assertMany("{\"concept_path\":\"client/batch\"}\n", null, null, null);
        Withdrawn withdrawn = claims.retract(
                new RetractRequest().batchId("client-batch").source("s1").reason("wrong"), null, null);

        assertThat(taken.getCreated()).isEqualTo(2);
        assertThat(refused.getFailed()).isOne();
        assertThat(refused.getErrors().get(0).getType()).isEqualTo("urn:stemedb:problem:malformed");
        assertThat(withdrawn.getRetracted()).isOne();
    }

    void sources_and_pages_are_read() throws ApiException {
        String id = "agency/bureau@client.example";
        SourceUpdate update = new SourceUpdate().kind("agency").authority(new BigDecimal("0.9"));
        assertThat(sources.registerSource(id, update, null).getRegistered()).isTrue();
        Source found = sources.source(id, null, null);
        claims.callAssert(claim("s3", "Other").conceptPath("client/page"), null, null);
        Written last = claims.callAssert(claim("s4", "Else").conceptPath("client/page"), null, null);
        Contradictions disagreed = answers.contradictions("client/page", false, 1000, null, last.getToken(), null);
        Health health = node.health();

        assertThat(found.getAuthority()).isEqualByComparingTo("0.9");
        assertThat(found.getHistory()).hasSize(1);
        assertThat(disagreed.getResults())
                .singleElement()
                .satisfies(one -> assertThat(one.getValues()).hasSize(2));
        assertThat(answers.history("client/page", "name", 1, null, null, null).getNextCursor())
                .isNotNull();
        assertThat(answers.concepts("client", null, null, null, null).getChildren())
                .filteredOn(child -> "page".equals(child.getName()))
                .singleElement()
                .satisfies(
                        child -> assertThat(child.getAssertions().getInteger()).isEqualTo(2));
        assertThat(health.getStatus()).isEqualTo(Health.StatusEnum.HEALTHY);
        assertThat(health.getAssertionCount()).isPositive();
    }

    void a_refusal_arrives_as_a_problem() {
        for (int limit : List.of(0, 1001)) {
            ApiException refused = catchThrowableOfType(
                    ApiException.class, () -> answers.contradictions(null, null, limit, null, null, null));
            assertThat(refused.getCode()).isEqualTo(400);
            assertThat(refused.getResponseBody()).contains("\"field\":\"/limit\"", "\"limit\":1000");
        }
        ApiException unknown =
                catchThrowableOfType(ApiException.class, () -> claims.assertion("0".repeat(64), null, null));
        assertThat(unknown.getCode()).isEqualTo(404);
        assertThat(unknown.getResponseBody()).contains("unknown-assertion");
    }

    private static Claim claim(String source, String value) {
        return new Claim()
                .conceptPath("client/a")
                .predicate("name")
                .value(value)
                .source(source);
    }
}
