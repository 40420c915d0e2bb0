package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Limits;
import io.stemedb.intake.BatchReport;
import io.stemedb.intake.BatchRetraction;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Settled;
import io.stemedb.intake.Sources;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Token;
import io.stemedb.query.QueryItem;
import io.stemedb.query.QueryRequest;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final Caller NOBODY = new Caller("", null);

    @TempDir
    Path directory;

    private Engine engine;

    @BeforeEach
    void open() throws IOException {
        engine = SmallEngine.open(directory);
    }

    private void reopen() throws IOException {
        engine.close();
        open();
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private Written write(String json, Caller caller) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        return Settled.of(engine.writes()
                .write(ClaimReader.read(JsonReader.object(bytes, JsonLimits.DEFAULT), Limits.DEFAULT), caller));
    }

    private List<QueryItem> ask(String json, String token) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        QueryRequest request = QueryRequest.read(JsonReader.object(bytes, JsonLimits.DEFAULT), false, Limits.DEFAULT);
        return engine.answer(request, token, engine.answerBudget().share())
                .answer()
                .results();
    }

    private BatchReport batch(String lines, String batchId, boolean dryRun) throws IOException {
        return engine.batches()
                .run(
                        new ByteArrayInputStream(lines.replace('\'', '"').getBytes(UTF_8)),
                        new Batches.Options(batchId, dryRun, ""),
                        Batches.Progress.UNWATCHED);
    }

    @Test
    void what_was_written_is_read_with_its_token() {
        Written written = write("{'concept_path':'a','predicate':'p','value':1,'source':'s'}", NOBODY);
        assertThat(ask("{'concept_path':'a','predicate':'p'}", written.token().toString()))
                .extracting(item -> item.claim().id())
                .containsExactly(written.recorded().id());
    }

    @Test
    void a_retried_claim_without_a_time_is_one_claim_under_its_key_and_two_without() {
        String claim = "{'concept_path':'a','predicate':'p','value':1}";
        Caller keyed = new Caller("", "key-1");
        assertThat(write(claim, keyed).duplicate()).isFalse();
        assertThat(write(claim, keyed).duplicate()).isTrue();
        assertThat(write(claim, NOBODY).duplicate()).isFalse();
        assertThat(engine.status().store().assertions()).isEqualTo(2);
    }

    @Test
    void a_key_cannot_stand_for_two_claims_of_one_path() throws IOException {
        Caller keyed = new Caller("", "key-1");
        write("{'concept_path':'a','predicate':'p','value':1}", keyed);
        write("{'concept_path':'b','predicate':'p','value':2}", keyed);
        assertThatThrownBy(() -> write("{'concept_path':'a','predicate':'p','value':2}", keyed))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.KEY_REUSED));
        engine.close();
        open();
        assertThatThrownBy(() -> write("{'concept_path':'a','predicate':'p','value':2}", keyed))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.KEY_REUSED));
    }

    @Test
    void a_key_that_stands_for_one_claim_is_no_key_of_another_that_is_held() {
        Caller keyed = new Caller("", "key-1");
        String first = "{'concept_path':'a','predicate':'p','value':1,'asserted_at':'2020-01-01T00:00:00Z'}";
        write(first, NOBODY);
        write("{'concept_path':'a','predicate':'p','value':2}", keyed);
        assertThatThrownBy(() -> write(first, keyed)).isInstanceOfSatisfying(StemeException.class, e -> {
            assertThat(e.refusal()).isEqualTo(Refusal.KEY_REUSED);
            assertThat(e.field()).isEqualTo("/Idempotency-Key");
        });
        assertThat(write(first, new Caller("", "key-2")).duplicate()).isTrue();
    }

    @Test
    void a_key_binds_from_its_first_use_on_even_a_repeat() throws IOException {
        String held = "{'concept_path':'a','predicate':'p','value':1,'asserted_at':'2026-01-01T00:00:00Z'}";
        String other = "{'concept_path':'a','predicate':'p','value':2,'asserted_at':'2026-01-01T00:00:00Z'}";
        write(held, NOBODY);
        assertThat(write(held, new Caller("", "k")).duplicate()).isTrue();
        assertThatThrownBy(() -> write(other, new Caller("", "k"))).hasMessageContaining("Idempotency-Key");
        reopen();
        assertThatThrownBy(() -> write(other, new Caller("", "k"))).hasMessageContaining("Idempotency-Key");
        assertThat(write(held, new Caller("", "k")).duplicate()).isTrue();
    }

    @Test
    void only_its_own_source_takes_a_claim_out() {
        AssertionId id = write("{'concept_path':'a','predicate':'p','value':1,'source':'s'}", NOBODY)
                .recorded()
                .id();
        assertThat(Settled.of(engine.writes().retract(id, "other", "wrong", NOBODY))
                        .applied())
                .isFalse();
        assertThat(ask("{'concept_path':'a','predicate':'p'}", null)).hasSize(1);
        assertThat(Settled.of(engine.writes().retract(id, "s", "wrong", NOBODY)).applied())
                .isTrue();
        assertThat(ask("{'concept_path':'a','predicate':'p'}", null)).isEmpty();
    }

    @Test
    void an_authority_counts_for_the_next_question() {
        write("{'concept_path':'a','predicate':'p','value':1,'source':'s'}", NOBODY);
        write("{'concept_path':'a','predicate':'p','value':2,'source':'t'}", NOBODY);
        String question = "{'concept_path':'a','predicate':'p','lens':'authority'}";
        Settled.of(engine.sources().register("s", new SourceUpdate(null, null, 900_000)));
        assertThat(ask(question, null).get(0).claim().assertion().source()).isEqualTo("s");
        Settled.of(engine.sources().register("s", new SourceUpdate(null, null, 100_000)));
        assertThat(ask(question, null).get(0).claim().assertion().source()).isEqualTo("t");
        assertThat(engine.sources().list("", 10)).extracting("id").containsExactly("s", "t");
    }

    @Test
    void saying_the_same_of_a_source_again_is_no_news() {
        SourceUpdate update = new SourceUpdate("agency", null, 900_000);
        Settled.of(engine.sources().register("s", update));
        Sources.Registered again = Settled.of(engine.sources().register("s", update));
        assertThat(again.created()).isFalse();
        assertThat(again.view().weights()).hasSize(1);
        assertThat(again.token().seen().isEmpty()).isFalse();
        assertThat(Settled.of(engine.sources().register("s", new SourceUpdate("agency", "a note", 900_000)))
                        .view()
                        .weights())
                .hasSize(2);
    }

    @Test
    void a_batch_takes_its_good_lines_and_names_its_bad_ones() throws IOException {
        String lines = "{'concept_path':'a','predicate':'p','value':1,'asserted_at':'2020-01-01T00:00:00Z'}\r\n\n"
                + "{'concept_path':'a','predicate':'p'}\n"
                + "{'concept_path':'a','predicate':'p','value':1,'asserted_at':'2020-01-01T00:00:00Z'}";
        BatchReport dry = batch(lines, null, true);
        assertThat(engine.status().store().assertions()).isZero();
        BatchReport report = batch(lines, null, false);
        for (BatchReport one : List.of(dry, report)) {
            assertThat(List.of(one.createdCount(), one.duplicateCount(), one.failedCount()))
                    .containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    void a_batch_is_withdrawn_for_a_reason_however_long() throws IOException {
        String line = "{'concept_path':'a','predicate':'p','value':1,'source':'s'}\n";
        batch(line.repeat(40), "b1", false);
        BatchRetraction.Outcome outcome =
                Settled.of(engine.retractBatch("b1", "s", "x".repeat(60_000))); // twice a segment in all
        assertThat(outcome.retracted()).isEqualTo(40);
        assertThat(engine.status().readOnlyReason()).isNull();
        assertThat(ask("{'concept_path':'a','predicate':'p'}", null)).isEmpty();
    }

    @Test
    void a_batch_of_another_form_is_told_how_it_is_meant() throws IOException {
        String claim = "{'concept_path':'a','predicate':'p','value':1}";
        assertThat(hints(claim + claim)).containsExactly("curl");
        assertThat(hints("[" + claim + "]")).containsExactly("array");
        assertThat(hints("[\n" + claim + ",\n" + claim + "\n]")).containsExactly("array", "array", "array");
        assertThat(hints("{\n'concept_path':'a'}")).containsExactly("curl", "curl");
        assertThat(hints("{'concept_path':'a','predcate':'p'}")).containsExactly("did you mean predicate?");
    }

    private List<String> hints(String lines) throws IOException {
        JsonWriter report = new JsonWriter();
        batch(lines, null, true).write(report);
        return Pattern.compile("\"hint\":\"([^\"]*)\"")
                .matcher(new String(report.toByteArray(), UTF_8))
                .results()
                .map(found -> found.group(1))
                .map(hint -> hint.contains("curl") ? "curl" : hint.contains("array") ? "array" : hint)
                .toList();
    }

    @Test
    void a_named_batch_can_be_repeated() throws IOException {
        String lines = "{'concept_path':'a','predicate':'p','value':1}\n{'concept_path':'a','predicate':'p','value':1}";
        assertThat(batch(lines, "b1", false).createdCount()).isEqualTo(2);
        assertThat(batch(lines, "b1", false).duplicateCount()).isEqualTo(2);
        assertThat(batch(lines, null, false).createdCount()).isEqualTo(2);
    }

    @Test
    void a_token_of_a_future_that_never_comes_times_out() {
        Token token =
                write("{'concept_path':'a','predicate':'p','value':1}", NOBODY).token();
        int shard = token.seen().shards().keySet().iterator().next();
        long recorder = token.seen().of(shard).recorders().get(0);
        Token later = Token.of(shard, new Dot(recorder, 99));
        assertThatThrownBy(() -> ask("{'concept_path':'a','predicate':'p'}", later.toString()))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOKEN_TIMEOUT));
    }

    @Test
    void a_long_batch_is_acknowledged_while_it_comes() throws IOException {
        long[] acknowledged = {0, 0};
        String line = "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":1}\n";
        InputStream lines = new SequenceInputStream(
                new ByteArrayInputStream(line.repeat(6_000).getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        acknowledged[1] = acknowledged[0];
                        return -1;
                    }

                    @Override
                    public int read(byte[] into, int from, int length) {
                        return read();
                    }
                });
        engine.batches().run(lines, new Batches.Options(null, false, ""), new Batches.Progress() {
            @Override
            public void ackedThrough(long through) {
                acknowledged[0] = through;
            }

            @Override
            public void error(BatchReport.LineError error) {}
        });
        assertThat(acknowledged[0]).isEqualTo(6_000);
        assertThat(acknowledged[1]).as("when the last line had come").isPositive();
    }

    @Test
    void a_report_names_a_thousand_bad_lines_and_counts_the_rest() throws IOException {
        BatchReport report = batch("{}\n".repeat(1_002), null, true);
        JsonWriter out = new JsonWriter();
        report.write(out);
        assertThat(new String(out.toByteArray(), UTF_8))
                .contains("\"line\":1000,")
                .doesNotContain("\"line\":1001,")
                .contains("\"errors_omitted\":2");
    }

    @Test
    void withdrawing_a_batch_again_adds_nothing_whatever_the_reason() throws IOException {
        batch("{'concept_path':'a','predicate':'p','value':1,'source':'s'}\n".repeat(3), "b1", false);
        Settled.of(engine.retractBatch("b1", "s", "wrong"));
        long held = engine.status().store().assertions();
        for (String reason : List.of("wrong", "quite wrong")) {
            assertThat(Settled.of(engine.retractBatch("b1", "s", reason))).satisfies(again -> {
                assertThat(again.retracted()).isZero();
                assertThat(again.duplicates()).isEqualTo(3);
                assertThat(again.token().seen().isEmpty()).isFalse();
            });
        }
        assertThat(engine.status().store().assertions()).isEqualTo(held);
    }

    @Test
    void a_claim_withdrawn_by_its_own_source_before_counts_as_a_duplicate_of_the_batch() throws IOException {
        batch("{'concept_path':'a','predicate':'p','value':1,'source':'s'}\n".repeat(2), "b1", false);
        AssertionId one =
                ask("{'concept_path':'a','predicate':'p'}", null).get(0).claim().id();
        Settled.of(engine.writes().retract(one, "another", "not mine, so without effect", NOBODY));
        Settled.of(engine.writes().retract(one, "s", "a slip", NOBODY));
        BatchRetraction.Outcome outcome = Settled.of(engine.retractBatch("b1", "s", "wrong"));
        assertThat(List.of(outcome.retracted(), outcome.duplicates())).containsExactly(1L, 1L);
    }

    @Test
    void a_batch_is_withdrawn_by_the_source_that_claimed_in_it_alone() throws IOException {
        batch(
                "{'concept_path':'a','predicate':'p','value':1,'source':'s'}\n"
                        + "{'concept_path':'b','predicate':'p','value':1,'source':'t'}",
                "b1",
                false);
        assertThat(Settled.of(engine.retractBatch("b1", "s", "wrong")).retracted())
                .isEqualTo(1);
        assertThat(ask("{'concept_path':'a','predicate':'p'}", null)).isEmpty();
        assertThat(ask("{'concept_path':'b','predicate':'p'}", null)).hasSize(1);
        assertThat(Settled.of(engine.retractBatch("b1", "s", "wrong")).duplicates())
                .as("repeated")
                .isEqualTo(1);
    }
}
