package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Newest;
import io.stemedb.lens.View;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.FakeReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.source.SourceRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A slot that is too large to be looked at whole: its pages are those of the lenses, and cost what they show. */
class LargeSlotTest {
    private static final String SLOT = "{'concept_path':'geo/country/FR','predicate':'capital'";
    private static final int CLAIMS = 5_000;

    private long stable;
    private final Counted store = new Counted();
    private final SlotCache cache = new SlotCache(store, 1 << 20, 10_000);
    private final QueryService queries = new QueryService(
            store, cache, () -> SourceRegistry.EMPTY, () -> Horizon.at(stable), () -> 50, Page.Work.DEFAULT);
    private final HistoryService histories = new HistoryService(store, cache, () -> Horizon.at(stable));
    private final Random random = new Random(11);

    /** Counts the records that are read. */
    private static final class Counted implements AssertionReader {
        private final FakeReader held = new FakeReader();
        private int read;

        @Override
        public List<Recorded> slot(String conceptPath, String predicate) {
            List<Recorded> slot = held.slot(conceptPath, predicate);
            read += slot.size();
            return slot;
        }

        @Override
        public void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
            held.scan(conceptPath, predicate, from, recorded -> {
                read++;
                return taker.test(recorded);
            });
        }

        @Override
        public Optional<Recorded> at(String conceptPath, String predicate, long recordedAt, Dot dot) {
            read++;
            return held.at(conceptPath, predicate, recordedAt, dot);
        }

        @Override
        public SlotCursor slots(SlotRange range) {
            return held.slots(range);
        }

        @Override
        public Optional<Recorded> find(AssertionId id) {
            return held.find(id);
        }
    }

    private void record(Claims claims) {
        Recorded recorded = claims.done();
        store.held.add(recorded);
        cache.applied(recorded);
        stable = recorded.recordedAt();
    }

    private void fill(boolean intricate) {
        for (int id = 1; id <= CLAIMS; id++) {
            Claims claim = intricate && random.nextInt(9) == 0
                    ? Claims.retraction(id, 1 + random.nextInt(id))
                    : claim(id).says("" + random.nextInt(40)).asserted(random.nextInt(700));
            if (intricate && random.nextInt(9) == 0) {
                claim.valid(random.nextInt(60), 60);
            }
            record(claim.by("s" + random.nextInt(3)));
        }
    }

    private List<Recorded> naive() {
        List<Recorded> all = store.held.slot("geo/country/FR", "capital");
        return Candidates.of(all, View.at(50)).claims().stream()
                .sorted(Newest.FIRST)
                .toList();
    }

    private List<Recorded> paged(int limit) {
        List<Recorded> shown = new ArrayList<>();
        String cursor = "";
        do {
            int before = store.read;
            QueryAnswer page = queries.answer(World.request(
                    SLOT + ",'lens':'all','valid_at':'1970-01-01T00:00:00.00005Z','limit':" + limit + cursor + "}"));
            if (!cursor.isEmpty()) {
                assertThat(store.read - before).as("records read for a page").isLessThanOrEqualTo(limit + 1);
            }
            page.results().forEach(item -> shown.add(item.claim()));
            cursor = page.nextCursor() == null ? null : ",'cursor':'" + page.nextCursor() + "'";
        } while (cursor != null);
        return shown;
    }

    @Test
    void its_pages_are_those_of_the_lens_and_cost_what_they_show() {
        fill(false);
        assertThat(paged(97)).isEqualTo(naive());
    }

    @Test
    void so_are_they_where_claims_are_withdrawn_and_bounded() {
        fill(true);
        assertThat(paged(101)).isEqualTo(naive());
    }

    @Test
    void a_first_page_after_writes_reads_these_and_no_more() {
        fill(false);
        paged(1000);
        for (int id = CLAIMS + 1; id <= CLAIMS + 20; id++) {
            record(claim(id).asserted(random.nextInt(900)));
        }
        int before = store.read;
        QueryAnswer page = queries.answer(World.request(SLOT + ",'lens':'all','limit':10}"));
        assertThat(store.read - before).isLessThan(100);
        assertThat(page.results()).extracting(QueryItem::claim).isEqualTo(naive().subList(0, 10));
        assertThat(page.results().get(0).candidates()).isEqualTo(CLAIMS + 20);
    }

    @Test
    void a_page_of_its_history_reads_no_more_than_it_shows() {
        fill(true);
        String cursor = null;
        List<Recorded> shown = new ArrayList<>();
        do {
            int before = store.read;
            HistoryAnswer page = histories.history(
                    HistoryRequest.of("geo/country/FR", "capital", "100", cursor, false, Limits.DEFAULT));
            if (cursor != null) {
                assertThat(store.read - before).isLessThan(110);
            }
            page.results().forEach(linked -> shown.add(linked.recorded()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(shown).isEqualTo(store.held.slot("geo/country/FR", "capital"));
    }

    @Test
    void small_caches_keep_one_order_that_is_too_large_for_them() {
        fill(false);
        paged(500);
        assertThat(cache.large().bytes()).isPositive();
        int before = store.read;
        queries.answer(World.request(SLOT + ",'lens':'all','limit':5}"));
        assertThat(store.read - before).isLessThan(20);
    }

    /** A copy of another node's record has a time of its own, which may be long past. */
    @Test
    void a_copy_that_comes_late_is_in_the_next_answer() {
        fill(false);
        var slot = new io.stemedb.assertion.Slot("geo/country/FR", "capital");
        var view = new io.stemedb.lens.View(50, stable, false, null);
        int before = cache.large().order(slot, view).size();
        Recorded late = claim(CLAIMS + 1).says("1").recorded(3).done();
        store.held.add(late);
        cache.applied(late);
        assertThat(cache.large().order(slot, view).size()).isEqualTo(before + 1);
    }
}
