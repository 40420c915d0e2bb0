package io.stemedb.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LensPropertyTest {
    @Property(tries = 3000)
    void every_lens_answers_as_the_rules_read(@ForAll long seed, @ForAll @IntRange(max = 14) int size) {
        Histories histories = new Histories(seed);
        List<Recorded> slot = histories.slot(size);
        View view = histories.view(size);
        Authorities authorities = histories.authorities();
        NaiveLenses rules = new NaiveLenses(slot, view, authorities);
        Candidates candidates = Candidates.of(slot, view);
        for (Lens lens : Lens.values()) {
            Resolution resolution = Resolution.of(lens, candidates, authorities);
            assertThat(resolution.chosen()).extracting(Recorded::id).isEqualTo(rules.answer(lens));
            assertThat(resolution.candidates()).isEqualTo(rules.size());
            assertThat(resolution.contested()).isEqualTo(rules.contested());
        }
    }

    @Property(tries = 1000)
    void the_order_in_which_claims_come_in_never_matters(@ForAll long seed, @ForAll @IntRange(max = 14) int size) {
        Histories histories = new Histories(seed);
        List<Recorded> slot = histories.slot(size);
        View view = histories.view(size);
        Authorities authorities = histories.authorities();
        List<Recorded> shuffled = new ArrayList<>(slot);
        Collections.shuffle(shuffled, new Random(seed));
        Candidates one = Candidates.of(slot, view);
        Candidates other = Candidates.of(shuffled, view);
        for (Lens lens : Lens.values()) {
            assertThat(Resolution.of(lens, other, authorities)).isEqualTo(Resolution.of(lens, one, authorities));
            assertThat(Explanation.of(lens, other, authorities)).isEqualTo(Explanation.of(lens, one, authorities));
        }
    }

    @Property(tries = 1000)
    void an_explanation_names_every_value_once_and_the_winner_first(
            @ForAll long seed, @ForAll @IntRange(max = 14) int size) {
        Histories histories = new Histories(seed);
        Candidates candidates = Candidates.of(histories.slot(size), histories.view(size));
        Authorities authorities = histories.authorities();
        for (Lens lens : List.of(Lens.RECENCY, Lens.CONSENSUS, Lens.AUTHORITY)) {
            List<ValueGroup> groups = Explanation.of(lens, candidates, authorities);
            assertThat(groups).extracting(ValueGroup::value).doesNotHaveDuplicates();
            assertThat(groups).allMatch(group -> group.won() == (group.reason() == null));
            assertThat(groups.stream().mapToInt(group -> group.ids().size()).sum())
                    .isEqualTo(candidates.size());
            Resolution.of(lens, candidates, authorities).chosen().forEach(winner -> {
                assertThat(groups.get(0).won()).isTrue();
                assertThat(groups.get(0).ids()).contains(winner.id());
                assertThat(groups.subList(1, groups.size())).noneMatch(ValueGroup::won);
            });
        }
    }
}
