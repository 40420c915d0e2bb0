package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Subtree;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Wanted;
import io.stemedb.files.LocalDisk;
import io.stemedb.files.SetAside;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Settled;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.journal.Retention;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.QueryRequest;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.repair.Repair;
import io.stemedb.source.SourceUpdate;
import io.stemedb.source.SourceView;
import io.stemedb.store.ShardState;
import io.stemedb.store.ShardState.Wholeness;
import io.stemedb.store.StoppedStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of a node that may lack claims: it answers as before, is refused, or says that something is lacking. */
class LossAnswersTest {
    private static final int BLOCK = 4096;
    private static final int PATHS = 300;
    private static final String PREDICATE = "p";

    @TempDir
    Path directory;

    private final Map<String, Object> before = new TreeMap<>();
    private final List<Recorded> held = new ArrayList<>();
    private long count;

    /** What happened to the claims. */
    private enum Loss {
        /** A repair names the claims that it could not save. */
        NAMED,
        /** A repair names only the shard. */
        A_SHARD,
        /** Blocks of runs cannot be read, and nothing has their claims to heal them. */
        DAMAGED
    }

    private DatabaseOptions options() {
        return SmallDatabase.in(directory)
                .segments(128 << 10)
                .keeping(Retention.flushed())
                .tables(64 << 10)
                .fan(4)
                .options();
    }

    private Engine open() throws IOException {
        return SmallEngine.open(options());
    }

    private static Surroundings inOneThread() {
        return OneThread.on(new LocalDisk()).surroundings();
    }

    @BeforeEach
    void write() throws IOException {
        try (Engine engine = open()) {
            String lines = IntStream.range(0, 2 * PATHS)
                    .mapToObj(LossAnswersTest::line)
                    .collect(Collectors.joining("\n"));
            engine.batches()
                    .run(
                            new ByteArrayInputStream(lines.getBytes(UTF_8)),
                            new Batches.Options("b", false, ""),
                            Batches.Progress.UNWATCHED);
        }
        try (Database database = Database.open(options(), inOneThread(), recorded -> {})) {
            database.store().flushNow(database.visibleLsn());
        }
        try (Engine engine = open()) {
            calls().forEach((name, call) -> before.put(name, call.apply(engine)));
            for (int i = 0; i < PATHS; i++) {
                engine.history()
                        .history(history(i), engine.answerBudget().share())
                        .results()
                        .forEach(one -> held.add(one.recorded()));
            }
            count = engine.status().store().assertions();
        }
        assertThat(held).hasSize(2 * PATHS);
    }

    private static String line(int i) {
        return "{\"concept_path\":\"a/" + i % PATHS + "\",\"predicate\":\"p\",\"source\":\"s" + i / PATHS
                + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\",\"value\":\"" + i + "v".repeat(200) + "\"}";
    }

    private void lose(Loss loss) throws IOException {
        switch (loss) {
            case A_SHARD -> {
                try (Database database = Database.open(options(), inOneThread(), recorded -> {})) {
                    database.store().refuse(Set.of(1));
                }
            }
            case DAMAGED -> damageRuns();
            case NAMED -> {
                damageRuns();
                Repair repair = new Repair(new LocalDisk(), options(), () -> 1);
                repair.apply(repair.plan(), line -> {});
                assertThat(repair.refusesLoss()).isTrue();
            }
        }
    }

    /** Some blocks between the head of a run and its last quarter, which hold what is read when it is opened. */
    private void damageRuns() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("db"))) {
            for (Path run : runs.filter(file -> file.toString().endsWith(".mv")).toList()) {
                try (FileChannel file = FileChannel.open(run, StandardOpenOption.WRITE)) {
                    for (long at = 3 * BLOCK; at < file.size() / 2; at += 2 * BLOCK) {
                        file.write(ByteBuffer.wrap(new byte[] {'#'}), at);
                    }
                }
            }
        }
    }

    /** Calls whose answer rests on all claims. */
    private static Map<String, Function<Engine, Object>> calls() {
        Map<String, Function<Engine, Object>> calls = new LinkedHashMap<>();
        calls.put("sources", engine -> engine.sources().list("", 10));
        calls.put("sources/{id}", engine -> engine.sources().view("s0"));
        calls.put("sources/{id} of nobody", engine -> engine.sources().view("nobody"));
        calls.put("query *", LossAnswersTest::walk);
        calls.put("concepts", LossAnswersTest::concepts);
        calls.put("contradictions", LossAnswersTest::contradictions);
        calls.put("export", LossAnswersTest::export);
        return calls;
    }

    private static QueryRequest query(String path, String lens, String cursor) {
        return QueryRequest.read(
                JsonReader.object(
                        ("{\"concept_path\":\"" + path + "\",\"predicate\":\"p\",\"lens\":\"" + lens + "\""
                                        + (cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"") + "}")
                                .getBytes(UTF_8),
                        JsonLimits.DEFAULT),
                false,
                Limits.DEFAULT);
    }

    private static Object walk(Engine engine) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            var page = engine.answer(
                            query("a/*", "all", cursor),
                            null,
                            engine.answerBudget().share())
                    .answer();
            page.results().forEach(item -> found.add(item.claim().id().toString()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    private static Object concepts(Engine engine) {
        List<Object> found = new ArrayList<>();
        String cursor = null;
        do {
            var page = engine.concepts().children(ConceptsRequest.of("a", null, cursor, Limits.DEFAULT));
            found.addAll(page.children());
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    private static Object contradictions(Engine engine) {
        List<Object> found = new ArrayList<>();
        String cursor = null;
        do {
            var page = engine.contradictions()
                    .page(
                            ContradictionsRequest.of(null, false, null, cursor, Limits.DEFAULT),
                            engine.answerBudget().share());
            page.results().forEach(one -> found.add(one.slot()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    private static Object export(Engine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            engine.export().write(Subtree.parse("/prefix", null, Limits.DEFAULT), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    private static HistoryRequest history(int path) {
        return HistoryRequest.of("a/" + path, PREDICATE, null, null, false, Limits.DEFAULT);
    }

    private static boolean refused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (StemeException refusal) {
            assertThat(refusal.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_rests_on_all_claims_is_refused_or_as_before(Loss loss) throws IOException {
        lose(loss);
        try (Engine engine = open()) {
            List<String> refused = new ArrayList<>();
            calls().forEach((name, call) -> {
                if (refused(() -> assertThat(call.apply(engine)).as(name).isEqualTo(before.get(name)))) {
                    refused.add(name);
                }
            });
            assertThat(refused).contains("query *", "concepts", "contradictions", "export");
            if (loss != Loss.DAMAGED) { // what counts sources is sound then
                assertThat(refused).contains("sources", "sources/{id}", "sources/{id} of nobody");
            }
            assertThat(refused(() -> Settled.of(engine.retractBatch("b", "s0", null))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_rests_on_one_slot_or_id_is_refused_or_as_before(Loss loss) throws IOException {
        lose(loss);
        int refused = 0;
        try (Engine engine = open()) {
            for (Recorded one : held) {
                String path = one.assertion().conceptPath();
                refused += refused(() -> assertThat(engine.find(one.id())).contains(one)) ? 1 : 0;
                for (String lens : List.of("recency", "consensus", "authority", "all")) {
                    int expected = lens.equals("all") ? 2 : 1;
                    refused += refused(() -> {
                                var share = engine.answerBudget().share();
                                var results = engine.answer(query(path, lens, null), null, share)
                                        .answer()
                                        .results();
                                assertThat(results).hasSize(expected).allMatch(item -> item.candidates() == 2);
                            })
                            ? 1
                            : 0;
                }
                int number = Integer.parseInt(path.substring(2));
                refused += refused(() -> assertThat(engine.history()
                                        .history(
                                                history(number),
                                                engine.answerBudget().share())
                                        .results())
                                .hasSize(2))
                        ? 1
                        : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void no_claim_is_taken_for_new_that_may_be_lost(Loss loss) throws IOException {
        lose(loss);
        try (Engine engine = open()) {
            int refused = 0;
            for (Recorded one : held) {
                String value = one.assertion().value().toString();
                byte[] again =
                        line(Integer.parseInt(value.replaceAll("\\D", ""))).getBytes(UTF_8);
                Claim claim = ClaimReader.read(JsonReader.object(again, JsonLimits.DEFAULT), Limits.DEFAULT);
                refused += refused(() -> assertThat(Settled.of(engine.writes().write(claim, new Caller("", null)))
                                        .duplicate())
                                .isTrue())
                        ? 1
                        : 0;
            }
            assertThat(refused).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void counts_of_shards_and_of_the_node_say_what_they_lack(Loss loss) throws IOException {
        Map<Integer, Long> whole = new TreeMap<>();
        try (Engine engine = open()) {
            engine.shards().forEach(shard -> whole.put(shard.shard(), shard.records()));
            assertThat(engine.shards()).allMatch(shard -> shard.wholeness() == Wholeness.FILLED);
        }
        lose(loss);
        try (Engine engine = open()) {
            refused(() -> walk(engine)); // which meets the damage
            for (ShardState shard : engine.shards()) {
                if (shard.wholeness() != Wholeness.LOST) {
                    assertThat(shard.records()).isEqualTo(whole.get(shard.shard()));
                }
                assertThat(shard.roots() == null).isEqualTo(shard.wholeness() != Wholeness.FILLED);
            }
            Wholeness expected = loss == Loss.DAMAGED ? Wholeness.DAMAGED : Wholeness.LOST;
            assertThat(engine.shards()).anyMatch(shard -> shard.wholeness() == expected);
            EngineStatus status = engine.status();
            assertThat(status.store().assertions() == count || !status.lost().isEmpty())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NAMED", "A_SHARD"})
    void a_weight_is_taken_and_its_answer_counts_nothing(Loss loss) throws IOException {
        lose(loss);
        try (Engine engine = open()) {
            assertThat(Settled.of(engine.sources().register("s0", new SourceUpdate(null, null, 100_000)))
                            .view()
                            .assertions())
                    .isEqualTo(SourceView.UNCOUNTED);
        }
    }

    @Test
    void changes_from_before_what_is_kept_are_refused_and_never_shorter() throws IOException {
        lose(Loss.NAMED);
        try (Engine engine = open()) {
            assertThat(catchThrowableOfType(
                                    StemeException.class,
                                    () -> engine.changes()
                                            .follow(
                                                    "/after",
                                                    Changes.START,
                                                    new Wanted(Subtree.parse("/prefix", null, Limits.DEFAULT), null)))
                            .refusal())
                    .isEqualTo(Refusal.POSITION_GONE);
        }
    }

    @Test
    void once_the_loss_is_accepted_everything_answers_with_what_is_left() throws IOException {
        lose(Loss.NAMED);
        SetAside aside = new SetAside(new LocalDisk(), directory.resolve("set-aside"), () -> 1);
        StoppedStore.acceptLoss(new LocalDisk(), directory.resolve("db"), aside);
        try (Engine engine = open()) {
            calls().forEach((name, call) -> assertThat(
                            refused(() -> assertThat(call.apply(engine)).isNotNull()))
                    .as(name)
                    .isFalse());
            assertThat(engine.shards()).allMatch(shard -> shard.wholeness() == Wholeness.FILLED);
        }
    }
}
