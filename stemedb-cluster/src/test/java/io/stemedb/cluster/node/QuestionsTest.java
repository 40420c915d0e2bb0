package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import org.junit.jupiter.api.Test;

/** What is wrong with one node is no answer as long as another one may give one. */
class QuestionsTest {
    private static boolean isOfTheNode(Refusal refusal, Requirement requirement) {
        return Questions.isOfTheNode(
                StemeException.of(refusal, "no"), new Question(Question.Kind.QUERY, new byte[0], null, requirement));
    }

    @Test
    void a_copy_that_may_lack_something_is_no_answer_for_who_wants_all_while_another_one_may_have_it() {
        assertThat(isOfTheNode(Refusal.REPLICAS_UNREACHABLE, Requirement.COMPLETE))
                .isTrue();
        assertThat(isOfTheNode(Refusal.REPLICAS_UNREACHABLE, Requirement.ALL)).isTrue();
        assertThat(isOfTheNode(Refusal.REPLICAS_UNREACHABLE, Requirement.NONE)).isFalse();
    }

    @Test
    void a_node_that_is_late_or_silent_is_not_the_only_one_and_a_wrong_question_is_wrong_everywhere() {
        assertThat(isOfTheNode(Refusal.TOKEN_TIMEOUT, Requirement.NONE)).isTrue();
        assertThat(isOfTheNode(Refusal.SHARD_UNAVAILABLE, Requirement.NONE)).isTrue();
        assertThat(Questions.isOfTheNode(
                        new UnreachableException("gone"),
                        new Question(Question.Kind.QUERY, new byte[0], null, Requirement.NONE)))
                .isTrue();
        assertThat(isOfTheNode(Refusal.MALFORMED, Requirement.NONE)).isFalse();
    }
}
