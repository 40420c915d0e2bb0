package io.stemedb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;

class AnswerBudgetTest {
    private static final long MOST = 1 << 20;

    private final AnswerBudget budget = new AnswerBudget(MOST);

    @Test
    void small_answers_take_nothing() {
        for (int i = 0; i < 1_000; i++) {
            budget.share().take(60_000);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void what_does_not_fit_beside_others_is_refused_with_the_limit_and_takes_nothing() {
        AnswerBudget.Share first = budget.share();
        first.take(MOST - 100_000);
        AnswerBudget.Share second = budget.share();
        second.take(90_000);
        assertThatThrownBy(() -> second.take(20_000)).isInstanceOfSatisfying(StemeException.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.RATE_LIMITED);
            assertThat(refused.limit()).isEqualTo(MOST);
            assertThat(refused.hint()).isNotNull();
        });
        second.close();
        assertThat(budget.taken()).isEqualTo(MOST - 100_000);
        first.close();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void a_single_answer_gets_what_it_needs_however_little_there_is() {
        try (AnswerBudget.Share alone = budget.share()) {
            alone.take(10 * MOST);
            assertThat(budget.taken()).isEqualTo(10 * MOST);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void a_complete_answer_takes_what_it_is_and_not_what_it_took_to_make_it() {
        AnswerBudget.Share share = budget.share();
        share.take(900_000);
        share.settle(300_000);
        assertThat(budget.taken()).isEqualTo(300_000);
        budget.share().take(700_000);
        share.settle(10);
        assertThat(budget.taken()).isEqualTo(700_000);
        share.close();
        share.close();
        assertThat(budget.taken()).isEqualTo(700_000);
    }

    @Test
    void without_a_setting_it_is_a_quarter_of_the_heap() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        AnswerBudget standard = new AnswerBudget(0);
        AnswerBudget.Share one = standard.share();
        one.take(quarter / 2);
        standard.share().take(quarter / 2);
        assertThatThrownBy(() -> one.take(100)).isInstanceOf(StemeException.class);
    }
}
