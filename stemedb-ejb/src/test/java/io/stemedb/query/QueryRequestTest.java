package io.stemedb.query;

import static io.stemedb.query.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.QueryPath;
import io.stemedb.lens.Lens;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class QueryRequestTest {
    private static void assertMalformed(ThrowingCallable call, String field) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StemeException.class, refusal -> {
            assertThat(refusal.refusal()).isEqualTo(Refusal.MALFORMED);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }

    private static void assertMalformed(String json, String field) {
        assertMalformed(() -> request(json), field);
    }

    @Test
    void what_is_left_out_has_its_default() {
        assertThat(request("{'concept_path':'a/b'}"))
                .isEqualTo(new QueryRequest(
                        new QueryPath(QueryPath.Reach.EXACT, "a/b"),
                        null,
                        Lens.RECENCY,
                        QueryRequest.NOT_GIVEN,
                        QueryRequest.NOT_GIVEN,
                        false,
                        false,
                        null,
                        100,
                        null));
    }

    @Test
    void everything_that_can_be_asked_is_read() {
        assertThat(request("{'concept_path':'a/*','predicate':'p','lens':'all','as_of':'1970-01-01T00:00:01Z',"
                        + "'valid_at':'1970-01-01T01:00:02+01:00','explain':true,'include':['retracted'],'source':'s',"
                        + "'limit':7,'cursor':'c'}"))
                .isEqualTo(new QueryRequest(
                        new QueryPath(QueryPath.Reach.BELOW, "a"),
                        "p",
                        Lens.ALL,
                        1_000_000,
                        2_000_000,
                        true,
                        true,
                        "s",
                        7,
                        "c"));
    }

    @Test
    void every_fault_names_its_field() {
        assertMalformed("{}", "/concept_path");
        assertMalformed("{'concept_path':null}", "/concept_path");
        assertMalformed("{'concept_path':''}", "/concept_path");
        assertMalformed("{'concept_path':'a/*/b'}", "/concept_path");
        assertMalformed("{'concept_path':'a/../b'}", "/concept_path");
        assertMalformed("{'concept_path':'_stemedb/sources/a'}", "/concept_path");
        assertMalformed("{'concept_path':'a','predicate':''}", "/predicate");
        assertMalformed("{'concept_path':'a','predicate':7}", "/predicate");
        assertMalformed("{'concept_path':'a','lens':'latest'}", "/lens");
        assertMalformed("{'concept_path':'a','as_of':'yesterday'}", "/as_of");
        assertMalformed("{'concept_path':'a','valid_at':'2026-01-01'}", "/valid_at");
        assertMalformed("{'concept_path':'a','explain':'yes'}", "/explain");
        assertMalformed("{'concept_path':'a','include':'retracted'}", "/include");
        assertMalformed("{'concept_path':'a','include':['retracted','all']}", "/include/1");
        assertMalformed("{'concept_path':'a','source':''}", "/source");
        assertMalformed("{'concept_path':'a','limit':0}", "/limit");
        assertMalformed("{'concept_path':'a','limit':1001}", "/limit");
        assertMalformed("{'concept_path':'a','limit':1.5}", "/limit");
        assertMalformed("{'concept_path':'a','cursor':1}", "/cursor");
        assertMalformed("{'concept_path':'a','path':'a'}", "/path");
    }

    @Test
    void a_limit_that_is_passed_is_named() {
        for (String limit : new String[] {"0", "1001", "1.5", "1e99", "'many'", "null"}) {
            assertThatThrownBy(() -> request("{'concept_path':'a','limit':" + limit + "}"))
                    .isInstanceOfSatisfying(
                            StemeException.class,
                            refusal -> assertThat(refusal.limit()).isEqualTo(1000));
        }
        assertThatThrownBy(() -> HistoryRequest.of("a", "p", "many", null, false, Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refusal -> assertThat(refusal.limit()).isEqualTo(1000));
    }

    @Test
    void a_lens_with_a_slip_is_guessed() {
        assertThatThrownBy(() -> request("{'concept_path':'a','lens':'concensus'}"))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refusal -> assertThat(refusal.hint()).isEqualTo("did you mean consensus?"));
    }

    @Test
    void a_history_is_of_one_slot() {
        assertMalformed(() -> HistoryRequest.of(null, "p", null, null, false, Limits.DEFAULT), "/concept_path");
        assertMalformed(() -> HistoryRequest.of("a/*", "p", null, null, false, Limits.DEFAULT), "/concept_path");
        assertMalformed(() -> HistoryRequest.of("a", null, null, null, false, Limits.DEFAULT), "/predicate");
        assertMalformed(() -> HistoryRequest.of("a", "p", "many", null, false, Limits.DEFAULT), "/limit");
        assertMalformed(() -> HistoryRequest.of("a", "p", "0", null, false, Limits.DEFAULT), "/limit");
        assertThat(HistoryRequest.of("a", "p", null, null, false, Limits.DEFAULT)
                        .limit())
                .isEqualTo(100);
    }
}
