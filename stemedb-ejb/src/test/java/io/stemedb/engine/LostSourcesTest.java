package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.PathHash;
import io.stemedb.files.LocalDisk;
import io.stemedb.files.SetAside;
import io.stemedb.intake.Settled;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.query.QueryRequest;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceUpdate;
import io.stemedb.store.StoppedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has lost facts about sources answers all that needs none of them, and refuses the rest. */
class LostSourcesTest {
    @TempDir
    Path directory;

    private DatabaseOptions options;

    @BeforeEach
    void lose() throws IOException {
        options = SmallDatabase.in(directory)
                .segments(1 << 20)
                .tables(1 << 20)
                .fan(4)
                .options();
        try (Engine engine = open()) {
            Settled.of(engine.sources().register("s", new SourceUpdate(null, null, 900_000)));
            write(engine, "1");
            write(engine, "2");
        }
        Surroundings around = OneThread.on(new LocalDisk()).surroundings();
        try (Database database = Database.open(options, around, recorded -> {})) {
            database.store().refuse(Set.of(PathHash.SYSTEM_SHARD));
        }
    }

    private Engine open() throws IOException {
        return SmallEngine.open(options);
    }

    private static Written write(Engine engine, String value) {
        return Settled.of(engine.writes()
                .write(
                        ClaimReader.read(
                                json("{'concept_path':'a','predicate':'p','source':'s','value':" + value + "}"),
                                Limits.DEFAULT),
                        new Caller("", null)));
    }

    private static io.stemedb.json.JsonObject json(String text) {
        return JsonReader.object(text.replace('\'', '"').getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static int ask(Engine engine, String lens) {
        QueryRequest request = QueryRequest.read(
                json("{'concept_path':'a','predicate':'p','lens':'" + lens + "'}"), false, Limits.DEFAULT);
        return engine.answer(request, null, engine.answerBudget().share())
                .answer()
                .results()
                .size();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StemeException.class, e -> {
            assertThat(e.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        });
    }

    @Test
    void it_starts_and_answers_and_takes_claims() throws IOException {
        try (Engine engine = open()) {
            assertThat(ask(engine, "recency")).isEqualTo(1);
            assertThat(write(engine, "3").duplicate()).isFalse();
            assertThat(engine.status().lost().sources()).isTrue();
            assertThat(engine.status().lost().shards()).isEmpty();
        }
    }

    @Test
    void no_answer_rests_on_a_weight_that_may_be_lost() throws IOException {
        try (Engine engine = open()) {
            refused(() -> ask(engine, "authority"));
            refused(() -> engine.contradictions()
                    .page(
                            ContradictionsRequest.of(null, true, null, null, Limits.DEFAULT),
                            engine.answerBudget().share()));
            refused(() -> engine.sources().view("s"));
            refused(() -> engine.sources().list("", 10));
            refused(() -> Settled.of(engine.sources().register("t", new SourceUpdate(null, null, 100_000))));
        }
    }

    @Test
    void once_the_loss_is_accepted_it_answers_with_what_is_left() throws IOException {
        SetAside aside = new SetAside(new LocalDisk(), directory.resolve("set-aside"), () -> 1);
        StoppedStore.acceptLoss(new LocalDisk(), directory.resolve("db"), aside);
        try (Engine engine = open()) {
            assertThat(ask(engine, "authority")).isEqualTo(1);
            assertThat(engine.sources().view("s").registered()).isTrue();
        }
    }
}
