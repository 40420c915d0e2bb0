package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Subtree;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.files.DiskHook;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.query.Coverage;
import io.stemedb.query.HistoryRequest;
import io.stemedb.query.QueryRequest;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A reader acts at every point of a writer's path: before the force, in it, between table and caches, behind them, and
 * when all is told. What any call answered, every call that is given its token must hold, or refuse.
 */
class TokenSimulation {
    private static final int SHARDS = 2;
    private static final int SLOTS = 6;
    private static final int ALL = -1;
    private static final String FOUND = "find";
    private static final Pattern CHILD = Pattern.compile("\"name\":\"(\\d)\".*?\"assertions\":(\\d+)");
    private static final Wanted EVERYTHING = new Wanted(Subtree.ALL, null);

    @TempDir
    Path directory;

    private Random random;
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final List<Claims> written = new ArrayList<>();
    private final List<TokenAnswer> seen = new ArrayList<>();
    private final Map<Follower, Integer> followers = new HashMap<>();
    private Consumer<Recorded> caches;
    private Database database;
    private Engine engine;
    private CompletableFuture<List<AppendOutcome>> last;
    private int lastCount;
    private long wall = 1_000_000;
    private boolean watching;
    private int honoured;
    private int refused;
    private AssertionError broken;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoever_hands_in_a_token_sees_at_least_what_its_answer_saw(long seed) throws IOException {
        random = new Random(seed);
        Surroundings around = OneThread.on(disk)
                .clock(() -> wall += random.nextInt(3))
                .random(random)
                .surroundings();
        DatabaseOptions files = SmallDatabase.in(directory)
                .named("n")
                .shards(SHARDS)
                .segments(1 << 20)
                .tables(8 << 10)
                .fan(2)
                .options();
        database = Database.open(files, around, recorded -> {
            look();
            caches.accept(recorded);
            look();
        });
        EngineOptions options = SmallEngine.options(files, Duration.ZERO);
        try (Engine opened = Engine.over(database, options, told -> caches = told, new Workers(), random)) {
            engine = opened;
            write(2 * SLOTS); // two sources in each slot, so that each is a contradiction
            disk.hook((operation, path) -> {
                if (operation == DiskHook.Operation.FORCE) {
                    look();
                }
            });
            watching = true;
            for (int round = 0; round < 12; round++) {
                write(1 + random.nextInt(6));
                look();
                if (broken != null) {
                    throw broken;
                }
            }
            watching = false;
            assertThat(followers.size()).isPositive();
            for (Map.Entry<Follower, Integer> follower : followers.entrySet()) {
                assertThat(count(follower.getKey()))
                        .as("what was acknowledged after a reader began to follow")
                        .isGreaterThanOrEqualTo(written.size() - follower.getValue());
                follower.getKey().close();
            }
            assertThat(honoured).isGreaterThan(20);
            assertThat(refused).isPositive();
        }
    }

    private void write(int count) {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = written.size();
            Claims claim = Claims.claim(number)
                    .in("a/" + slot(number), "p")
                    .says("" + number)
                    .by("s" + number / SLOTS % 2);
            written.add(claim);
            appends.add(new Append(claim.done().assertion(), null, null));
        }
        last = database.recorder().submit(appends);
        lastCount = count;
        look();
        database.step();
    }

    /** The first claims go round, so that every slot has one of each source. */
    private int slot(int number) {
        return number < 2 * SLOTS ? number % SLOTS : number * 7 % 5 % SLOTS;
    }

    /** The place of a claim among those of its slot, from 1. */
    private int place(int number) {
        return (int) IntStream.rangeClosed(0, number)
                .filter(earlier -> slot(earlier) == slot(number))
                .count();
    }

    private static int shardOf(int slot) {
        return PathHash.shardOf("a/" + slot, SHARDS);
    }

    private void look() {
        if (!watching) {
            return;
        }
        watching = false; // a read that applies nothing; but merges force files of their own
        try {
            TokenAnswer first = calls().get(random.nextInt(calls().size())).ask(null);
            exact(first);
            seen.add(first);
            TokenAnswer earlier = seen.get(random.nextInt(4) == 0 ? random.nextInt(seen.size()) : seen.size() - 1);
            if (earlier.token() != null) {
                askAgain(earlier, calls().get(random.nextInt(calls().size())));
            }
            if (random.nextInt(10) == 0) {
                int acknowledged = written.size() - (last.isDone() ? 0 : lastCount);
                followers.put(engine.changes().follow("", null, EVERYTHING), acknowledged);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (AssertionError e) {
            broken = broken == null ? e : broken; // the writer must not take it for its own
        } finally {
            watching = true;
        }
    }

    private void askAgain(TokenAnswer earlier, TokenAnswer.Call call) throws IOException {
        TokenAnswer later;
        try {
            later = call.ask(earlier.token().toString());
        } catch (StemeException timeout) {
            assertThat(timeout.refusal()).isEqualTo(Refusal.TOKEN_TIMEOUT);
            refused++;
            return;
        }
        honoured++;
        if (later.call().equals(FOUND)) { // it shows one claim, and hides none
            return;
        }
        later.counts()
                .forEach((slot, count) -> assertThat(count)
                        .as("%s with the token of %s, slot %d", later.call(), earlier.call(), slot)
                        .isGreaterThanOrEqualTo(earlier.counts().getOrDefault(slot, 0)));
    }

    /** Of an answer about everything the token stands for no more than it showed. */
    private static void exact(TokenAnswer answer) {
        if (answer.token() != null && answer.counts().size() == SLOTS) {
            Map<Integer, Long> shown = new HashMap<>();
            answer.counts().forEach((slot, count) -> shown.merge(shardOf(slot), (long) count, Long::sum));
            answer.token()
                    .seen()
                    .shards()
                    .forEach((shard, seen) -> assertThat(seen.count())
                            .as("token of %s in shard %d", answer.call(), shard)
                            .isEqualTo(shown.get(shard)));
        }
    }

    private List<TokenAnswer.Call> calls() {
        int slot = random.nextInt(SLOTS);
        String path = "\"concept_path\":\"a/" + slot + "\"";
        return List.of(
                token -> query("slot by recency", path + ",\"predicate\":\"p\"", slot, token),
                token -> query("slot by all", path + ",\"predicate\":\"p\",\"lens\":\"all\"", slot, token),
                token -> query("path without predicate", path + ",\"lens\":\"all\"", slot, token),
                token -> query("walk", "\"concept_path\":\"*\"", ALL, token),
                token -> query("walk by all", "\"concept_path\":\"a/*\",\"lens\":\"all\"", ALL, token),
                token -> batchOfQueries(path, slot, token),
                token -> history(slot, token),
                this::find,
                this::concepts,
                this::contradictions,
                this::export,
                this::feed,
                this::sources);
    }

    private TokenAnswer query(String call, String question, int slot, String token) {
        byte[] json = ("{" + question + ",\"limit\":1000}").getBytes(UTF_8);
        QueryRequest request = QueryRequest.read(JsonReader.object(json, JsonLimits.DEFAULT), false, Limits.DEFAULT);
        Engine.Answered answered =
                engine.answer(request, token, engine.answerBudget().share());
        return new TokenAnswer(call, counts(slot, claimsOf(answered)), answered.token());
    }

    private static List<Recorded> claimsOf(Engine.Answered answered) {
        return answered.answer().results().stream().map(item -> item.claim()).toList();
    }

    private TokenAnswer batchOfQueries(String path, int slot, String token) throws IOException {
        engine.await(token);
        List<Engine.Answered> answers = new ArrayList<>();
        byte[] line = ("{" + path + ",\"predicate\":\"p\"}").getBytes(UTF_8);
        engine.queryBatch().run(new ByteArrayInputStream(line), new QueryBatch.Answers<>() {
            @Override
            public void answer(Engine.Answered answered) {
                answers.add(answered);
            }

            @Override
            public void refused(long number, StemeException refusal) {
                throw refusal;
            }

            @Override
            public void resting() {}
        });
        Engine.Answered only = answers.get(0);
        return new TokenAnswer("batch of queries", counts(slot, claimsOf(only)), only.token());
    }

    private TokenAnswer history(int slot, String token) {
        engine.await(token);
        var asked = HistoryRequest.of("a/" + slot, "p", "1000", null, false, Limits.DEFAULT);
        var answer = engine.history().history(asked, engine.answerBudget().share());
        List<Recorded> shown =
                answer.results().stream().map(linked -> linked.recorded()).toList();
        return new TokenAnswer("history", counts(slot, shown), engine.tokenOf(answer.basis()));
    }

    private TokenAnswer find(String token) {
        engine.await(token);
        int number = written.size() - 1 - random.nextInt(Math.min(8, written.size()));
        Recorded wanted = written.get(number).done();
        var found = engine.history().find(wanted.id());
        if (found.isEmpty()) { // then no more than those before it may have been promised
            return new TokenAnswer("find nothing", Map.of(slot(number), place(number) - 1), null);
        }
        return new TokenAnswer(
                "find",
                Map.of(slot(number), place(number)),
                engine.tokenOf(found.get().basis()));
    }

    private TokenAnswer concepts(String token) {
        engine.await(token);
        var answer = engine.concepts().children(ConceptsRequest.of("a", "1000", null, Limits.DEFAULT));
        Map<Integer, Integer> counts = new HashMap<>();
        JsonWriter json = new JsonWriter();
        answer.write(json, "", Coverage.ALL);
        Matcher child = CHILD.matcher(new String(json.toByteArray(), UTF_8));
        while (child.find()) {
            counts.put(Integer.parseInt(child.group(1)), Integer.parseInt(child.group(2)));
        }
        return new TokenAnswer("concepts", counts, engine.tokenOf(answer.basis()));
    }

    private TokenAnswer contradictions(String token) {
        engine.await(token);
        var answer = engine.contradictions()
                .page(
                        ContradictionsRequest.of(null, false, "1000", null, Limits.DEFAULT),
                        engine.answerBudget().share());
        Map<Integer, Integer> counts = new HashMap<>();
        answer.results()
                .forEach(one -> counts.put(
                        Integer.parseInt(one.slot().conceptPath().substring(2)),
                        one.values().size()));
        return new TokenAnswer("contradictions", counts, engine.tokenOf(answer.basis()));
    }

    private TokenAnswer export(String token) throws IOException {
        engine.await(token);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.export().write(Subtree.ALL, out);
        Map<Integer, Integer> counts = new HashMap<>();
        for (String line : out.toString(UTF_8).split("\n")) {
            int at = line.indexOf("\"concept_path\":\"a/") + 18;
            counts.merge(line.charAt(at) - '0', 1, Integer::sum);
        }
        return new TokenAnswer("export", counts, null);
    }

    private TokenAnswer feed(String token) {
        engine.await(token);
        Map<Integer, Integer> counts = new HashMap<>();
        try (Follower following = engine.changes().follow("", "start", EVERYTHING)) {
            Follower.Step step;
            do {
                step = following.step();
                step.changes()
                        .forEach(change -> counts.merge(
                                Integer.parseInt(change.recorded()
                                        .assertion()
                                        .conceptPath()
                                        .substring(2)),
                                1,
                                Integer::sum));
            } while (step.more());
        }
        return new TokenAnswer("feed", counts, null);
    }

    /** Counts are by source, so they are compared in sum only. */
    private TokenAnswer sources(String token) {
        engine.await(token);
        List<SourceView> views = engine.sources().list("", 10);
        long all = views.stream().mapToLong(SourceView::assertions).sum();
        long promised = token == null
                ? 0
                : Token.parse(token).seen().shards().values().stream()
                        .mapToLong(ShardVector::count)
                        .sum();
        assertThat(all).as("sources").isGreaterThanOrEqualTo(promised);
        return new TokenAnswer("sources", Map.of(), engine.tokenOfSources());
    }

    private static int count(Follower following) {
        Follower.Step step = following.step();
        return step.changes().size() + (step.more() ? count(following) : 0);
    }

    /** The newest claim of a slot shows that those before it are there, too. */
    private Map<Integer, Integer> counts(int slot, List<Recorded> claims) {
        Map<Integer, Integer> counts = new HashMap<>();
        if (slot != ALL) {
            counts.put(slot, 0);
        } else {
            IntStream.range(0, SLOTS).forEach(each -> counts.put(each, 0));
        }
        for (Recorded claim : claims) {
            int number = Integer.parseInt(new String(claim.assertion().value().utf8(), UTF_8));
            counts.merge(slot(number), place(number), Math::max);
        }
        return counts;
    }
}
