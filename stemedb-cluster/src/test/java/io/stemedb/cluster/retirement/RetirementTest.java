package io.stemedb.cluster.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.Members;
import io.stemedb.cluster.member.SomeMembers;
import io.stemedb.cluster.retirement.Retirement.Asking;
import io.stemedb.cluster.retirement.Retirement.AskingAgain;
import io.stemedb.cluster.retirement.Retirement.Kept;
import io.stemedb.cluster.retirement.Retirement.MayDrop;
import io.stemedb.cluster.retirement.Retirement.MaySeal;
import io.stemedb.cluster.retirement.Retirement.MustUnseal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetirementTest {
    private static final Members MEMBERS = SomeMembers.in("a", "b", "me");
    private static final List<String> HOLDERS = List.of("a", "b");
    private static final Map<String, Boolean> ALL_YES = Map.of("a", true, "b", true);

    private static Retirement begin(List<String> holders, Members members) {
        return Retirement.of("me", holders, members, 2);
    }

    @Test
    void a_copy_is_dropped_after_two_questions_with_the_seal_between_them() {
        Retirement asking = begin(HOLDERS, MEMBERS);
        assertThat(asking).isEqualTo(new Asking(HOLDERS));
        Retirement maySeal = ((Asking) asking).answered(ALL_YES, HOLDERS);
        AskingAgain again = ((MaySeal) maySeal).sealed();
        assertThat(again.answered(ALL_YES, HOLDERS)).isInstanceOf(MayDrop.class);
    }

    @Test
    void while_the_list_is_short_nobody_drops_a_copy() {
        assertThat(begin(List.of("a"), MEMBERS)).isInstanceOf(Kept.class);
        assertThat(begin(List.of("a", "a"), MEMBERS)).isInstanceOf(Kept.class);
        assertThat(begin(List.of(), MEMBERS)).isInstanceOf(Kept.class);
    }

    @Test
    void a_list_without_anybody_lets_nobody_drop_a_copy_even_without_members() {
        assertThat(begin(List.of(), SomeMembers.in())).isInstanceOf(Kept.class);
    }

    @Test
    void a_list_of_all_members_is_full_even_if_there_are_fewer_than_the_factor() {
        assertThat(begin(List.of("a"), SomeMembers.withOut(SomeMembers.in("a"), "me")))
                .isInstanceOf(Asking.class);
    }

    @Test
    void a_node_that_is_listed_keeps_its_copy() {
        assertThat(begin(List.of("a", "me"), MEMBERS)).isInstanceOf(Kept.class);
    }

    @Test
    void a_no_or_silence_to_the_first_question_leaves_the_copy_unsealed() {
        assertThat(new Asking(HOLDERS).answered(Map.of("a", true, "b", false), HOLDERS))
                .isInstanceOf(Kept.class);
        assertThat(new Asking(HOLDERS).answered(Map.of("a", true), HOLDERS)).isInstanceOf(Kept.class);
    }

    @Test
    void a_no_or_silence_to_the_second_question_unseals_the_copy() {
        Retirement no = new AskingAgain(HOLDERS).answered(Map.of("a", true, "b", false), HOLDERS);
        assertThat(no).isInstanceOf(MustUnseal.class);
        assertThat(((MustUnseal) no).unsealed()).isInstanceOf(Kept.class);
        assertThat(new AskingAgain(HOLDERS).answered(Map.of("b", true), HOLDERS))
                .isInstanceOf(MustUnseal.class);
    }

    @Test
    void if_the_list_changes_meanwhile_the_answers_count_for_nothing() {
        List<String> other = List.of("a", "me");
        assertThat(new Asking(HOLDERS).answered(ALL_YES, other)).isInstanceOf(Kept.class);
        assertThat(new AskingAgain(HOLDERS).answered(ALL_YES, other)).isInstanceOf(MustUnseal.class);
    }

    @Test
    void a_holder_says_yes_only_if_it_will_keep_everything() {
        assertThat(Retirement.holderSaysYes("a", HOLDERS, MEMBERS, false, true)).isTrue();
        assertThat(Retirement.holderSaysYes("a", HOLDERS, MEMBERS, false, false))
                .isFalse();
        assertThat(Retirement.holderSaysYes("a", HOLDERS, MEMBERS, true, true)).isFalse();
        assertThat(Retirement.holderSaysYes("a", List.of("b"), MEMBERS, false, true))
                .isFalse();
        assertThat(Retirement.holderSaysYes("a", HOLDERS, SomeMembers.withOut(MEMBERS, "a"), false, true))
                .isFalse();
    }
}
