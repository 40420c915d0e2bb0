package io.stemedb.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.QueryPath;
import io.stemedb.assertion.Times;
import io.stemedb.lens.Lens;
import io.stemedb.progress.Horizon;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers go on between the pages of a walk; the pages must show one moment, with nothing twice and nothing left out.
 */
class PagingSimulation {
    private static final String[] PATHS = {"a", "a/b", "a/b/c", "a/b!", "a/z/ü", "b", "\uFFFD", "\uD83D\uDE00"};

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private Random random;
    private World world;
    private int next;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void all_pages_together_are_the_one_answer_at_their_as_of(long seed) {
        random = new Random(seed);
        Page.Work work = new Page.Work(1 + random.nextInt(6), 1 + random.nextInt(20), 1 + random.nextInt(5000));
        world = new World(random.nextBoolean() ? work : Page.Work.DEFAULT, 1 + random.nextInt(100_000), mostBytes());
        writeSome(60);
        QueryRequest question = question();
        List<QueryItem> walked = new ArrayList<>();
        QueryAnswer page = world.queries.answer(question);
        QueryAnswer first = page;
        walked.addAll(page.results());
        for (int pages = 1; page.nextCursor() != null; pages++) {
            assertThat(pages).as("a walk must end").isLessThan(10_000);
            writeSome(3);
            page = world.queries.answer(with(question, 1 + random.nextInt(4), page.nextCursor()));
            assertThat(page.asOf()).isEqualTo(first.asOf());
            assertThat(page.validAt()).isEqualTo(first.validAt());
            walked.addAll(page.results());
        }
        assertThat(walked).isEqualTo(atOnce(question, first));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void all_pages_of_a_history_together_are_the_one_history(long seed) {
        random = new Random(seed);
        world = new World(Page.Work.DEFAULT, SlotCache.DEFAULT_BYTES, mostBytes());
        writeSome(60);
        String path = PATHS[random.nextInt(PATHS.length)];
        List<LinkedAssertion> walked = new ArrayList<>();
        HistoryAnswer whole =
                world.histories.history(HistoryRequest.of(path, "p", "1000", null, false, Limits.DEFAULT));
        String cursor = null;
        do {
            HistoryAnswer page = world.histories.history(
                    HistoryRequest.of(path, "p", "" + (1 + random.nextInt(3)), cursor, false, Limits.DEFAULT));
            walked.addAll(page.results());
            cursor = page.nextCursor();
            if (cursor != null) {
                writeSome(2);
            }
        } while (cursor != null);
        assertThat(walked).isEqualTo(whole.results());
    }

    /** The same question with the bounds of the first page, on one page of any length and cost. */
    private List<QueryItem> atOnce(QueryRequest question, QueryAnswer first) {
        QueryService patient = new QueryService(
                world.store,
                new SlotCache(world.store, 0),
                () -> world.registry,
                () -> Horizon.at(world.stable),
                () -> world.wall,
                new Page.Work(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        QueryRequest bounded = new QueryRequest(
                question.path(),
                question.predicate(),
                question.lens(),
                first.asOf(),
                first.validAt(),
                question.explain(),
                question.includeRetracted(),
                question.source(),
                Integer.MAX_VALUE,
                null);
        QueryAnswer answer = patient.answer(bounded);
        assertThat(answer.nextCursor()).isNull();
        return answer.results();
    }

    /** Half of the worlds take slots of a few claims for large, some every slot. */
    private long mostBytes() {
        return random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(6_000);
    }

    private QueryRequest question() {
        QueryPath path = QueryPath.parse(
                "", List.of("*", "a/*", "a/b/*", "a/b", "a", "b").get(random.nextInt(6)), false, Limits.DEFAULT);
        return new QueryRequest(
                path,
                random.nextInt(3) == 0 ? "p" : null,
                List.of(Lens.values()).get(random.nextInt(Lens.values().length)),
                random.nextInt(3) == 0 ? random.nextInt(80) : QueryRequest.NOT_GIVEN,
                random.nextInt(3) == 0 ? random.nextInt(40) : QueryRequest.NOT_GIVEN,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0 ? "s1" : null,
                1 + random.nextInt(4),
                null);
    }

    private static QueryRequest with(QueryRequest question, int limit, String cursor) {
        return new QueryRequest(
                question.path(),
                question.predicate(),
                question.lens(),
                question.asOf(),
                question.validAt(),
                question.explain(),
                question.includeRetracted(),
                question.source(),
                limit,
                cursor);
    }

    private void writeSome(int count) {
        for (int i = 0; i < count; i++) {
            write(++next);
            world.wall = random.nextInt(40);
        }
    }

    private void write(int id) {
        if (random.nextInt(12) == 0) {
            world.weigh("s" + random.nextInt(3), random.nextInt(1_000_001), id);
            return;
        }
        Claims claim = random.nextInt(6) == 0
                ? Claims.retraction(id, 1 + random.nextInt(id))
                : Claims.claim(id).says("" + random.nextInt(3)).asserted(random.nextInt(5));
        if (random.nextInt(6) == 0) {
            claim.valid(random.nextInt(20), 20 + random.nextInt(20));
        }
        if (random.nextInt(8) == 0) {
            claim.supersedes(1 + random.nextInt(id));
        }
        world.record(claim.in(PATHS[random.nextInt(PATHS.length)], random.nextInt(3) == 0 ? "q" : "p")
                .by("s" + random.nextInt(3))
                .recorded(id));
        assertThat(world.stable).isLessThan(Times.MAX);
    }
}
